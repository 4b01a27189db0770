import FoundationEssentials
import Source

/// A tab that prints one document after the other.
struct PrintTab: Sendable {
  private let browser: DevTools
  private let target: String
  private let session: String
  private let frame: String

  /// Opens a tab: offline, scripts off, laid out as paper.
  init(in browser: DevTools) async throws {
    self.browser = browser
    let target = try await browser.call(
      "Target.createTarget", CreateTarget(url: "about:blank"), seconds: 15, as: Target.self)
    self.target = target.targetId
    session = try await browser.call(
      "Target.attachToTarget", AttachToTarget(targetId: target.targetId, flatten: true), as: Session.self
    ).sessionId
    try await browser.tell("Page.enable", Nothing(), session: session)
    try await browser.tell("Inspector.enable", Nothing(), session: session)
    try await browser.tell("Network.emulateNetworkConditions", NetworkConditions(), session: session)
    try await browser.tell("Emulation.setScriptExecutionDisabled", Flag(value: true), session: session)
    try await browser.tell("Emulation.setEmulatedMedia", Media(media: "print"), session: session)
    try await browser.tell("Emulation.setDeviceMetricsOverride", Metrics(), session: session)
    frame = try await browser.call("Page.getFrameTree", Nothing(), session: session, as: FrameTree.self).frameTree.frame
      .id
  }

  /// Closes the tab, also when its process has ended.
  func close() async {
    try? await browser.tell("Target.closeTarget", Target(targetId: target), session: nil)
  }

  /// Lays a document out and prints it.
  func print(_ html: [UInt8]) async throws -> (layout: SheetLayout, pdf: [UInt8]) {
    try await browser.tell(
      "Page.setDocumentContent", Content(frameId: frame, html: String(decoding: html, as: UTF8.self)), session: session)
    let layout = try await evaluate(SheetLayout.script, as: SheetLayout.self)
    let printed = try await browser.call(
      "Page.printToPDF", PrintSettings(), session: session, seconds: 60, as: Printed.self)
    return (layout, Array(Data(base64Encoded: printed.data) ?? Data()))
  }

  /// Returns the value of a script of ours, which runs although the document's own scripts do not.
  func evaluate<Value: Decodable & Sendable>(_ script: String, as type: Value.Type) async throws -> Value {
    let answer = try await browser.call(
      "Runtime.evaluate", Evaluation(expression: script, awaitPromise: true, returnByValue: true), session: session,
      as: Evaluated<Value>.self)
    guard let value = answer.result.value else {
      throw BrowserError.refused(method: "Runtime.evaluate", reason: answer.exceptionDetails?.text ?? "no value")
    }
    return value
  }

  /// Returns the characters of the document that are printed in a face that they should not be; slow, and asked only
  /// when the PDF shows that there are some.
  func strayCharacters(_ layout: SheetLayout) async throws -> [StrayCharacter] {
    try await browser.tell("DOM.enable", Nothing(), session: session)
    try await browser.tell("CSS.enable", Nothing(), session: session)
    // A picture may have faces of its own; only the document's text is asked.
    let before = try await browser.call("DOM.getDocument", Nothing(), session: session, as: Root.self).root.nodeId
    let body = try await browser.call(
      "DOM.querySelector", Query(nodeId: before, selector: "body"), session: session, as: FoundNode.self)
    let all = try await browser.call(
      "CSS.getPlatformFontsForNode", NodeID(nodeId: body.nodeId), session: session, as: PlatformFonts.self)
    if all.fonts.allSatisfy({ $0.familyName == layout.face }) { return [] }
    let probes = try await evaluate(StrayCharacter.script, as: [StrayCharacter].self)
    let root = try await browser.call("DOM.getDocument", Nothing(), session: session, as: Root.self).root.nodeId
    let nodes = try await browser.call(
      "DOM.querySelectorAll", Query(nodeId: root, selector: "[data-probe]"), session: session, as: NodeIDs.self)
    var stray: [StrayCharacter] = []
    for (probe, node) in zip(probes, nodes.nodeIds) {
      let fonts = try await browser.call(
        "CSS.getPlatformFontsForNode", NodeID(nodeId: node), session: session, as: PlatformFonts.self)
      let allowed = probe.isName ? layout.nameFaces : [layout.face]
      if fonts.fonts.contains(where: { !allowed.contains($0.familyName) }) { stray.append(probe) }
    }
    return stray
  }
}

/// A character that the intended face lacks, and where it stands.
struct StrayCharacter: Decodable, Hashable, Sendable {
  let character: String
  let isName: Bool
  /// The block of the main part; -1 for head and foot.
  let block: Int

  /// A character with the selectors that choose its form.
  static let pattern = #"/.[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]*/gsu"#

  /// Puts each different character of each block into an element of its own, in the place's own style.
  static let script = """
    (()=>{
      const main=document.querySelector('.main'),seen=new Set(),probes=[];
      const walk=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT),texts=[];
      while(walk.nextNode())texts.push(walk.currentNode);
      for(const t of texts){
        const e=t.parentElement;
        if(!e||e.closest('style,script,.screen-bar'))continue;
        const isName=!!e.closest('.name'),block=[...main.children].findIndex(c=>c.contains(e));
        for(const character of t.data.match(\(pattern))||[]){
          const key=block+(isName?'n':'t')+character;
          if(!character.trim()||seen.has(key))continue;
          seen.add(key);
          const s=document.createElementNS(e.namespaceURI,e.namespaceURI.endsWith('svg')?'tspan':'span');
          s.setAttribute('data-probe','');s.textContent=character;e.appendChild(s);
          probes.push({character,isName,block,s});
        }
      }
      const order=[...document.querySelectorAll('[data-probe]')];
      return probes.sort((a,b)=>order.indexOf(a.s)-order.indexOf(b.s)).map(({character,isName,block})=>({character,isName,block}));
    })()
    """
}

// MARK: - What is asked, and answered

private struct CreateTarget: Encodable { let url: String }
private struct Target: Codable { let targetId: String }
private struct AttachToTarget: Encodable {
  let targetId: String
  let flatten: Bool
}
private struct Session: Decodable { let sessionId: String }
private struct Flag: Encodable { let value: Bool }
private struct Media: Encodable { let media: String }
private struct NetworkConditions: Encodable {
  let offline = true
  let latency = 0
  let downloadThroughput = 0
  let uploadThroughput = 0
}
/// A4 at 96 dots an inch.
private struct Metrics: Encodable {
  let width = 794
  let height = 1123
  let deviceScaleFactor = 1
  let mobile = false
}
private struct FrameTree: Decodable {
  struct Tree: Decodable { let frame: Frame }
  struct Frame: Decodable { let id: String }
  let frameTree: Tree
}
private struct Content: Encodable {
  let frameId: String
  let html: String
}
private struct Evaluation: Encodable {
  let expression: String
  let awaitPromise: Bool
  let returnByValue: Bool
}
private struct Evaluated<Value: Decodable & Sendable>: Decodable, Sendable {
  struct Object: Decodable, Sendable { let value: Value? }
  struct Exception: Decodable, Sendable { let text: String }
  let result: Object
  let exceptionDetails: Exception?
}
private struct PrintSettings: Encodable {
  let printBackground = true
  let preferCSSPageSize = true
  let generateTaggedPDF = true
  let displayHeaderFooter = false
}
private struct Printed: Decodable { let data: String }
private struct Root: Decodable {
  struct Node: Decodable { let nodeId: Int }
  let root: Node
}
private struct Query: Encodable {
  let nodeId: Int
  let selector: String
}
private struct NodeID: Encodable { let nodeId: Int }
private struct FoundNode: Decodable { let nodeId: Int }
private struct NodeIDs: Decodable { let nodeIds: [Int] }
private struct PlatformFonts: Decodable {
  struct Font: Decodable { let familyName: String }
  let fonts: [Font]
}

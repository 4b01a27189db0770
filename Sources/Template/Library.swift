import Source

/// The templates and partials of a theme, by the names that they call each other by.
struct Library {
  let sources: SourceFiles
  /// The files of each name; the first counts, and stands over the others.
  let files: [String: [FileID]]
  let nodes: [FileID: [Node]]
  /// The blocks of each file and of what it includes and extends.
  private(set) var blocks: [FileID: Set<String>] = [:]

  /// Reads all of them, whether they are used or not.
  init(_ templates: [(name: String, file: FileID)], in sources: SourceFiles, reporting report: inout Report) {
    self.sources = sources
    files = Dictionary(grouping: templates, by: \.name).mapValues { $0.map(\.file) }
    var nodes: [FileID: [Node]] = [:]
    for (_, file) in templates { nodes[file] = TemplateParser.parse(sources[file], file, reporting: &report) }
    self.nodes = nodes
    for (_, file) in templates {
      var seen: Set<FileID> = []
      blocks[file] = blocks(in: file, &seen)
    }
  }

  /// Returns what a file calls by a name. By its own it calls the one that it stands over.
  func find(_ name: String, from file: FileID) -> FileID? {
    guard let candidates = files[name] else { return nil }
    guard let index = candidates.firstIndex(of: file) else { return candidates.first }
    return candidates.dropFirst(index + 1).first
  }

  /// Returns some files with all that they include and extend, directly or through others.
  func reach(_ roots: [FileID]) -> Set<FileID> {
    var reached: Set<FileID> = []
    var pending = roots
    while let file = pending.popLast() {
      guard reached.insert(file).inserted else { continue }
      var nodes = self.nodes[file] ?? []
      while let node = nodes.popLast() {
        switch node {
        case .text, .variable: continue
        case .section(_, let inner): nodes += inner
        case .block(let block): nodes += block.nodes
        case .partial(let tag, _): pending += [find(tag.name, from: file)].compactMap { $0 }
        case .parent(let tag, _, let fillings):
          pending += [find(tag.name, from: file)].compactMap { $0 }
          nodes += fillings.flatMap(\.nodes)
        }
      }
    }
    return reached
  }

  private func blocks(in file: FileID, _ seen: inout Set<FileID>) -> Set<String> {
    guard seen.insert(file).inserted else { return [] }
    return blocks(in: nodes[file] ?? [], of: file, &seen)
  }

  private func blocks(in nodes: [Node], of file: FileID, _ seen: inout Set<FileID>) -> Set<String> {
    var found: Set<String> = []
    for node in nodes {
      switch node {
      case .text, .variable: continue
      case .section(_, let nodes): found.formUnion(blocks(in: nodes, of: file, &seen))
      case .block(let block): found.formUnion(blocks(in: block.nodes, of: file, &seen).union([block.name]))
      case .partial(let tag, _), .parent(let tag, _, _):
        if let file = find(tag.name, from: file) { found.formUnion(blocks(in: file, &seen)) }
        guard case .parent(_, _, let fillings) = node else { continue }
        for filling in fillings { found.formUnion(blocks(in: filling.nodes, of: file, &seen)) }
      }
    }
    return found
  }
}

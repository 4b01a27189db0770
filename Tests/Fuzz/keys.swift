internal import Markup
internal import Source

@testable internal import GuideModel

/// The files that an input stands for, by its first byte: every kind has keys of its own.
private let paths = [
  "site.yaml", "vendor.yaml", "glossary.yaml", "plain.yaml", "figures/f.yaml", "index.md", "measures/m.md",
  "practices/p.md", "resources/r.md", "industries/i.md", "incidents/i.md", "notices/2026-01.md", "handouts/h.md",
  "handouts/h/i.md", "_parts/p.md",
]

/// What libFuzzer calls with each input: reads it as the front matter or the settings of one kind.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeys(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size > 0 else { return 0 }
  let path = paths[Int(data[0]) % paths.count]
  guard let source = text(data + 1, size - 1, named: "content/\(path)") else { return 0 }
  let file = TextFile(source, FileID(0), path: path)
  _ = file.item?(0)
  if let page = file.page {
    let parts = page.address.split(separator: "/", omittingEmptySubsequences: false)
    hold(
      !parts.contains("..") && !parts.contains(".") && !parts.contains(""), "a page stays in the site: \(page.address)")
    for alias in page.aliases {
      guard let address = Page.address(ofAlias: alias.value) else { continue }
      hold(!address.hasPrefix("/") && !address.split(separator: "/").contains(".."), "an alias stays in the site")
    }
    if !file.report.hasErrors { hold(Page.isPlainName(page.id), "an id is a name: \(page.id)") }
  }
  holdPlaces(of: file.report, in: SourceFiles(files: [source]))
  return 0
}

import GuideModel

/// The navigation beside the pages of one section, written once for all of them.
struct Navigation: Sendable {
  private let html: [UInt8]
  /// Where in `html` the current page is marked: behind `<a` of its link.
  private let marks: [Int: Int]

  /// Returns the navigation with page `page` marked as the current one.
  func html(for page: Int) -> [UInt8] {
    guard let mark = marks[page] else { return html }
    return html[..<mark] + Array(" aria-current=\"page\"".utf8) + html[mark...]
  }

  /// Writes the navigation of a section: the branch of the tree that leads to it, with the neighbours on each level.
  init(of section: Int, in guide: Guide) {
    var writer = Writer(guide: guide, from: guide.pages[guide.sections[section].index].address)
    var path = [section]
    while let parent = guide.sections[path[0]].parent { path.insert(parent, at: 0) }
    if path.count > 1 { writer.write(path[1], path: path) }
    html = writer.html
    marks = writer.marks
  }

  private struct Writer {
    let guide: Guide
    let from: String
    var html: [UInt8] = []
    var marks: [Int: Int] = [:]

    init(guide: Guide, from: String) {
      self.guide = guide
      self.from = from
    }

    /// Writes a section's list; those below it are opened only along `path`.
    mutating func write(_ section: Int, path: [Int]) {
      let section = guide.sections[section]
      html.append("<ul>\n<li>")
      link(section.index)
      html.append("</li>\n")
      for child in section.children {
        html.append("<li>")
        switch child {
        case .page(let page): link(page)
        case .section(let number) where path.contains(number): write(number, path: path)
        case .section(let number): link(guide.sections[number].index)
        }
        html.append("</li>\n")
      }
      html.append("</ul>\n")
    }

    private mutating func link(_ page: Int) {
      html.append("<a")
      marks[page] = html.count
      html.append(" href=\"")
      HTML.escape(Address.link(from: from, to: guide.pages[page].address)[...], into: &html)
      html.append("\">")
      HTML.escape(guide.pages[page].title, into: &html)
      html.append("</a>")
    }
  }
}

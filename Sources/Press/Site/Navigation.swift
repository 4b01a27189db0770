import GuideModel

/// The navigation beside the pages of one section, written once for all of them.
///
/// A section of many pages is written in parts, each for those who read one of its pages: with all neighbours on every page
/// a site would grow with the square of its pages.
struct Navigation: Sendable {
  private var parts: [[UInt8]] = []
  /// Where the current page is marked: in which part, and behind `<a` of its link.
  private var marks: [Int: (part: Int, place: Int)] = [:]

  /// How many neighbours are listed at most, and how many where there are more.
  private static let most = 80
  private static let few = 50

  /// Returns the navigation with page `page` marked as the current one.
  func html(for page: Int) -> [UInt8] {
    guard let mark = marks[page] else { return parts[0] }
    let html = parts[mark.part]
    return html[..<mark.place] + Array(" aria-current=\"page\"".utf8) + html[mark.place...]
  }

  /// Writes the navigation of a section: the branch of the tree that leads to it, with the neighbours on each level.
  init(of section: Int, in guide: Guide) {
    var path = [section]
    while let parent = guide.sections[path[0]].parent { path.insert(parent, at: 0) }
    let count = guide.sections[section].children.count
    for place in stride(from: 0, to: max(1, count), by: count > Self.most ? Self.few : max(1, count)) {
      var writer = Writer(guide: guide, from: guide.pages[guide.sections[section].index].address)
      if path.count > 1 { writer.write(path.dropFirst(), place: place) }
      for (page, mark) in writer.marks where marks[page] == nil { marks[page] = (parts.count, mark) }
      parts.append(writer.html)
    }
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

    /// Writes the list of the first section of `path`, and in it that of the next; of the last one the part at `place` is
    /// written.
    mutating func write(_ path: ArraySlice<Int>, place: Int) {
      let section = guide.sections[path[path.startIndex]]
      let below = path.dropFirst()
      let listed = listed(of: section, around: below.first.map { guide.sections[$0].place } ?? place)
      html.append("<ul>\n<li>")
      link(section.index)
      html.append("</li>\n")
      if listed.lowerBound > 0 { writeRest(of: section) }
      for child in section.children[listed] {
        html.append("<li>")
        switch child {
        case .page(let page): link(page)
        case .section(let number) where number == below.first: write(below, place: place)
        case .section(let number): link(guide.sections[number].index)
        }
        html.append("</li>\n")
      }
      if listed.upperBound < section.children.count { writeRest(of: section) }
      html.append("</ul>\n")
    }

    private func listed(of section: Section, around place: Int) -> Range<Int> {
      let count = section.children.count
      guard count > Navigation.most else { return 0..<count }
      let start = place / Navigation.few * Navigation.few
      return start..<min(start + Navigation.few, count)
    }

    /// Writes that there is more, which the section's own page lists.
    private mutating func writeRest(of section: Section) {
      html.append("<li><a href=\"")
      HTML.escape(Address.link(from: from, to: guide.pages[section.index].address)[...], into: &html)
      html.append("\">… (")
      html += String(section.children.count).utf8
      html.append(")</a></li>\n")
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

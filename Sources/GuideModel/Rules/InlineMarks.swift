import Markup
import Platform
import Source

/// Finds marks within lines that are no marks here.
struct InlineMarks {
  private let text: MarkedText
  private let number: Int
  private let line: [UInt8]
  private var marks: [UnreadMark] = []
  /// Where an opening bracket stands that none has closed.
  private var bracket: Int?

  static func find(in text: MarkedText) -> [UnreadMark] {
    text.lines.indices.flatMap { number in
      var marks = InlineMarks(text: text, number: number, line: text.lines[number])
      marks.find()
      return marks.marks
    }
  }

  private init(text: MarkedText, number: Int, line: [UInt8]) {
    (self.text, self.number, self.line) = (text, number, line)
  }

  /// How long a mark may be; a line may be as long as the file.
  private static let longest = 200

  private mutating func find() {
    var index = 0
    while index < line.count {
      let end = text.isEscaped(index, inLine: number) ? nil : mark(at: index)
      index = max(end ?? 0, index + 1)
    }
  }

  /// Notes the mark that begins at `index`, and returns where it ends.
  private mutating func mark(at index: Int) -> Int? {
    switch line[index] {
    case UInt8(ascii: "["): return wikiLink(at: index) ?? open(index)
    case UInt8(ascii: "]"): return link(closedAt: index, 1)
    case UInt8(ascii: "_"):
      return run("__", at: index, Self.stars) { Self.isWide($0) && !$0.contains(UInt8(ascii: "_")) }
    case UInt8(ascii: "~"): return script("~", at: index)
    case UInt8(ascii: "^"): return script("^", at: index)
    case UInt8(ascii: ":"): return emoji(at: index)
    case UInt8(ascii: "+"):
      guard index == 0 || !LineMarks.isLetter(line[index - 1]) else { return nil }
      return run("++", at: index, Self.key) { content in
        content.first.map(LineMarks.isLetter) == true
          && content.allSatisfy { LineMarks.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "+") || $0 == 0x2D }
      }
    case UInt8(ascii: "$"):
      return run("$$", at: index, Self.formula) { content in
        !content.contains(UInt8(ascii: "$"))
          && content.contains { LineMarks.isLetter($0) || "^_={}\\+".utf8.contains($0) }
      }
    case UInt8(ascii: "{"): return ruby(at: index)
    case 0xEF:
      if line.has("｛", at: index) { return ruby(at: index) }
      if line.has("［", at: index) { return open(index) }
      if line.has("］", at: index) { return link(closedAt: index, 3) }
      if line.has("＊＊", at: index) {
        return run("＊＊", at: index, Self.halfStars) { !$0.contains(sequence: "＊".utf8) && !$0.has("　", at: 0) }
      }
      if line.has("｀", at: index), index == 0 || !line.has("｀", at: index - 3) {
        return run("｀", at: index, Self.halfTicks) { !$0.contains(sequence: "｀".utf8) }
      }
      return nil
    default: return nil
    }
  }

  private mutating func add(_ bytes: Range<Int>, _ help: Message) -> Int {
    marks.append(UnreadMark(bytes: text.place(bytes, ofLine: number), help: help))
    return bytes.upperBound
  }

  private mutating func open(_ index: Int) -> Int? {
    bracket = index
    return nil
  }

  /// Notes what stands between two of a mark, where it is what the mark is for.
  private mutating func run(
    _ mark: String, at index: Int, _ help: Message, where isMeant: ([UInt8]) -> Bool
  ) -> Int? {
    let width = mark.utf8.count
    let single = String(mark.unicodeScalars.first ?? " ")
    guard line.has(mark, at: index), !line.has(single, at: index - single.utf8.count),
      let close = end(of: mark, from: index + width)
    else { return nil }
    let content = Array(line[(index + width)..<close])
    guard let first = content.first, let last = content.last, first > 0x20, last > 0x20,
      !content.contains(MarkedText.outside), !line.has(single, at: close + width), isMeant(content)
    else { return nil }
    return add(index..<close + width, help)
  }

  /// Returns where `mark` stands next.
  private func end(of mark: String, from start: Int) -> Int? {
    let limit = min(line.count, start + Self.longest)
    guard start < limit else { return nil }
    return (start..<limit).first { line.has(mark, at: $0) }
  }

  private static func isWide(_ content: [UInt8]) -> Bool { content.contains { $0 >= 0xE3 } }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  // MARK: Links

  private mutating func wikiLink(at index: Int) -> Int? {
    guard line.has("[[", at: index), let close = end(of: "]]", from: index + 2) else { return nil }
    let content = line[(index + 2)..<close]
    let word = String(decoding: content, as: UTF8.self)
    guard let first = content.first, first > 0x20, let last = content.last, last > 0x20,
      !content.contains(where: { $0 < 0x20 || "[]".utf8.contains($0) }), word.lowercased() != "toc",
      word.contains(where: \.isLetter)
    else { return nil }
    return add(index..<close + 2, Self.page)
  }

  /// Notes a link whose brackets are full-width ones, or whose address has a blank.
  private mutating func link(closedAt close: Int, _ width: Int) -> Int? {
    guard let start = bracket else { return nil }
    bracket = nil
    let isWide = width == 3 || line[start] == 0xEF
    var open = close + width
    if line.has(" ", at: open) { open += 1 }
    let isWideOpen = line.has("（", at: open)
    guard isWideOpen || line.has("(", at: open) else { return nil }
    let target = open + (isWideOpen ? 3 : 1)
    let limit = min(line.count, target + Self.longest)
    guard
      let end = (target..<max(target, limit)).first(where: { line[$0] == UInt8(ascii: ")") || line.has("）", at: $0) })
    else { return nil }
    let isWideClose = line[end] == 0xEF
    let first = start > 0 && line[start - 1] == UInt8(ascii: "!") ? start - 1 : start
    let isPicture = first < start || line.has("！", at: start - 3)
    let address = String(decoding: line[target..<end], as: UTF8.self)
    guard !address.utf8.contains(MarkedText.outside) else { return nil }
    let whole = (isPicture && first == start ? start - 3 : first)..<end + (isWideClose ? 3 : 1)
    let words = address.split(separator: " ", omittingEmptySubsequences: false)
    if isWide || isWideOpen || isWideClose || open > close + width {
      return words.count <= 2 && isAddress(address) ? add(whole, isPicture ? Self.halfPicture : Self.halfLink) : nil
    }
    guard words.count > 1, isAddress(address) || words.first.map({ isAddress(String($0)) }) == true else { return nil }
    let isFile = isAddress(address)
    return add(
      whole,
      isFile
        ? Message(
          ja: "空白のある名前は <\(address)> と書くか、空白を %20 にしてください",
          en: "write <\(address)> for a name with blanks, or %20 for each")
        : Self.quotedTitle)
  }

  /// Whether a text can be nothing but an address: of the web, of a heading, or of a file with an ending.
  private func isAddress(_ text: String) -> Bool {
    if ["http://", "https://", "mailto:", "tel:", "./", "../", "www."].contains(where: text.hasPrefix) { return true }
    let path = text.prefix { $0 != "#" && $0 != "?" }
    if path.isEmpty { return text.count > 1 && text.first == "#" && text.dropFirst().first?.isNumber == false }
    guard let dot = path.lastIndex(of: "."), dot > path.startIndex else { return false }
    let ending = path[path.index(after: dot)...].lowercased()
    return Self.endings.contains(ending)
  }

  private static let endings: Set<String> = [
    "md", "html", "htm", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "pdf", "doc", "docx", "xls", "xlsx",
    "ppt",
    "pptx", "txt", "csv", "zip", "json", "yaml", "mp4", "mp3",
  ]

  // MARK: Small signs

  /// Notes `H~2~O` and `x^2^`.
  private mutating func script(_ sign: String, at index: Int) -> Int? {
    guard index > 0, let byte = sign.utf8.first,
      LineMarks.isLetter(line[index - 1]) || line[index - 1] == 0x29
        || sign == "^" && line[index - 1] > 0x20 && line[index - 1] != byte,
      let close = line[(index + 1)...].prefix(12).firstIndex(of: byte), close > index + 1,
      !line.has(sign, at: close + 1)
    else { return nil }
    let content = line[(index + 1)..<close]
    guard content.allSatisfy({ LineMarks.isLetter($0) || Self.isDigit($0) || "+-".utf8.contains($0) }) else {
      return nil
    }
    let next = close + 1 < line.count ? line[close + 1] : 0
    // a~b~c may be a range; H~2~O is none.
    guard sign == "^" || !Self.isDigit(next) && (content.allSatisfy(Self.isDigit) || !LineMarks.isLetter(next))
    else { return nil }
    return add(index..<close + 1, sign == "~" ? Self.subscripts : Self.superscripts)
  }

  /// Notes `:smile:`, where it stands apart or names what many tools draw.
  private mutating func emoji(at index: Int) -> Int? {
    let content = line[(index + 1)...].prefix(40).prefix { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || Self.isDigit(byte) || "_+-".utf8.contains(byte)
    }
    let close = content.endIndex
    guard line.has(":", at: close), !content.isEmpty else { return nil }
    let name = String(decoding: content, as: UTF8.self)
    let before = index > 0 ? line[index - 1] : 0x20
    let after = close + 1 < line.count ? line[close + 1] : 0x20
    func joins(_ byte: UInt8) -> Bool { LineMarks.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: ":") }
    guard !joins(before), !joins(after), name == "+1" || name == "-1" || LineMarks.isLetter(content[index + 1]) else {
      return nil
    }
    let isApart = before <= 0x20 && (after <= 0x20 || after >= 0x80)
    guard name == "+1" || name == "-1" || isApart && name.utf8.count > 1 || Self.emoji.contains(name) else {
      return nil
    }
    return add(index..<close + 1, Self.character)
  }

  private static let emoji = Set(
    """
    smile smiley grin laughing blush joy wink sweat_smile thinking cry sob angry rage scream sunglasses heart hearts star \
    sparkles fire tada rocket warning white_check_mark heavy_check_mark check_mark x o exclamation question bulb memo bell book \
    books lock unlock key computer phone email mailbox calendar clock mag link pushpin pencil clap pray muscle wave ok_hand \
    thumbsup thumbsdown point_right point_left point_up point_down arrow_right arrow_left arrow_up arrow_down information_source \
    no_entry stop_sign construction bug wrench hammer gear shield eyes bow sweat ok new
    """.split(separator: " ").map(String.init))

  /// Notes a ruby of which some sign is a full-width one.
  private mutating func ruby(at open: Int) -> Int? {
    let isWide = line[open] == 0xEF
    let start = open + (isWide ? 3 : 1)
    var index = start
    var parts: [ArraySlice<UInt8>] = []
    var from = start
    var hasWide = isWide
    while index < min(line.count, open + Self.longest) {
      let sign = ["|", "｜", "}", "｝"].first { line.has($0, at: index) }
      if line[index] == UInt8(ascii: "{") || line.has("｛", at: index) { return nil }
      guard let sign else {
        index += 1
        continue
      }
      parts.append(line[from..<index])
      hasWide = hasWide || sign.utf8.count > 1
      index += sign.utf8.count
      from = index
      guard sign == "}" || sign == "｝" else { continue }
      let texts = parts.map { String(decoding: $0, as: UTF8.self).unicodeScalars }
      guard hasWide, texts.count > 1, texts[0].contains(where: \.isKanji),
        texts.dropFirst().allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isKana) })
      else { return nil }
      return add(open..<index, Self.halfRuby)
    }
    return nil
  }

  // MARK: What is written instead

  private static let stars = Message(ja: "強調は「**」で囲んでください", en: "write '**' around what is strong")
  private static let halfStars = Message(
    ja: "強調は、半角の「**」で囲んでください", en: "write '**', of half the width, around what is strong")
  private static let halfTicks = Message(ja: "コードは、半角の「`」で囲んでください", en: "write '`' around code")
  private static let key = Message(ja: "キーの名前は、そのまま書くか「`」で囲んでください", en: "write a key's name as it is, or between '`'")
  private static let formula = Message(
    ja: "数式は組めません。文字か画像で書いてください", en: "there are no formulas: write text, or show a picture")
  private static let page = Message(
    ja: "ページへのリンクは、ファイルに向けて [題名](ページ.md) と書いてください", en: "a link leads to the file: write [TITLE](PAGE.md)")
  private static let halfLink = Message(
    ja: "リンクなら、半角のかっこで続けて [題名](ページ.md) と書いてください",
    en: "for a link write [TITLE](PAGE.md), with brackets of half the width")
  private static let halfPicture = Message(
    ja: "画像なら、半角の記号で ![説明](画像.png) と書いてください", en: "for a picture write ![TEXT](PICTURE.png), of half the width")
  private static let quotedTitle = Message(
    ja: "アドレスの後に書けるのは、\"題名\" だけです", en: "behind an address stands nothing but a \"TITLE\"")
  private static let subscripts = Message(ja: "下付きの数字は ₂ のような文字で書いてください", en: "write small digits as characters: H₂O")
  private static let superscripts = Message(ja: "上付きの数字は ² のような文字で書いてください", en: "write small digits as characters: x²")
  private static let character = Message(ja: "絵文字は、文字そのもの（😊）で書いてください", en: "write the emoji itself: 😊")
  private static let halfRuby = Message(
    ja: "ルビなら、半角の記号で {漢字|かんじ} と書いてください", en: "for a reading write {漢字|かんじ}, of half the width")
}

extension [UInt8] {
  fileprivate func contains(sequence: String.UTF8View) -> Bool { count(of: String(sequence)) > 0 }
}

import GuideModel
import Platform
import Source

/// A theme's assets under names that change with what is in them, so that a browser may keep them for ever.
struct ThemeAssets: Sendable {
  /// Reported where a template refers to an asset that the theme does not have.
  static let missingAsset = Diagnostic.Kind(
    "T408", "missing-theme-asset", .error,
    Message(
      ja: "テンプレートが参照している assets/ のファイルが、テーマにありません。つづりを直すか、ファイルを足してください。",
      en: "A template refers to a file of assets/ that the theme does not have. Mend the spelling, or add the file."))

  private static let folder = "assets/"

  /// Where each asset lies, by its name below `assets/`.
  private let sources: [String: String]
  /// The names that they are published by.
  private var published: [String: String] = [:]
  /// The style sheets, with their references renamed.
  private var styles: [String: [UInt8]] = [:]

  init(_ layers: ThemeLayers) throws(FileError) {
    var sources: [String: String] = [:]
    for (path, file) in layers.files where path.hasPrefix(Self.folder) && path != "assets/sheet.css" {
      sources[String(path.dropFirst(Self.folder.count))] = file
    }
    self.sources = sources
    for name in sources.keys.sorted() where !name.hasSuffix(".css") {
      publish(name, as: try readFile(sources[name] ?? ""))
    }
    var open: Set<String> = []
    for name in sources.keys.sorted() where name.hasSuffix(".css") {
      try addStyle(name, settings: layers.file.settings, &open)
    }
  }

  func address(of asset: String) -> String { Self.folder + (published[asset] ?? asset) }

  var files: [OutputFile] {
    sources.keys.sorted().map { name in
      let path = address(of: name)
      if let bytes = styles[name] { return OutputFile(path: path) { bytes } }
      return OutputFile(path: path, copyOf: sources[name] ?? "")
    }
  }

  /// Names a style sheet after what it refers to is named; a circle of imports is broken by the name as it is written.
  private mutating func addStyle(
    _ name: String, settings: [ThemeFile.Setting], _ open: inout Set<String>
  ) throws(FileError) {
    guard published[name] == nil, open.insert(name).inserted else { return }
    var bytes = try readFile(sources[name] ?? "")
    for range in Self.references(in: bytes).reversed() {
      let written = String(decoding: bytes[range], as: UTF8.self)
      guard let target = Self.resolve(written, from: name), sources[target] != nil else { continue }
      if target.hasSuffix(".css") { try addStyle(target, settings: settings, &open) }
      guard let new = published[target] else { continue }
      bytes.replaceSubrange(range, with: Address.relative(from: name, to: new).utf8)
    }
    if name == "site.css" { bytes += Self.properties(settings) }
    publish(name, as: bytes)
    styles[name] = bytes
  }

  private mutating func publish(_ name: String, as bytes: [UInt8]) {
    var digest = Digest()
    digest.add(bytes)
    let mark = digest.text.suffix(10)
    let start = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    let dot = name[start...].lastIndex(of: ".") ?? name.endIndex
    published[name] = "\(name[..<dot]).\(mark)\(name[dot...])"
  }

  /// The colours that are set, as custom properties of CSS; beside each one a lighter tint for dark surroundings.
  private static func properties(_ settings: [ThemeFile.Setting]) -> [UInt8] {
    let lines = settings.compactMap { setting -> String? in
      guard let property = setting.property, setting.form == .color, let value = setting.value?.value, !value.isEmpty
      else { return nil }
      return "\(property):\(value);\(property)-tint:color-mix(in oklab,\(value) 50%,#fff)"
    }
    return lines.isEmpty ? [] : Array("\n:root{\(lines.joined(separator: ";"))}\n".utf8)
  }

  // MARK: References

  /// Returns the places of what `url()` and `@import` name in a style sheet.
  private static func references(in css: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    for opening in ["url(", "@import "] {
      var index = 0
      let marks = Array(opening.utf8)
      while index + marks.count < css.count {
        guard css[index...].starts(with: marks) else {
          index += 1
          continue
        }
        var start = index + marks.count
        while start < css.count, [0x20, 0x09, 0x0A, 0x22, 0x27].contains(css[start]) { start += 1 }
        var end = start
        while end < css.count, ![0x20, 0x0A, 0x22, 0x27, 0x29, 0x3B, 0x23, 0x3F].contains(css[end]) { end += 1 }
        found.append(start..<end)
        index = end
      }
    }
    return found.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Returns the asset that a style sheet refers to; nil for what is none.
  private static func resolve(_ written: String, from style: String) -> String? {
    guard !written.contains(":"), !written.hasPrefix("/") else { return nil }
    return written.resolved(from: style.folder)
  }

  /// Returns a template's text with the assets that it names under their published names.
  var renamingReferences: @Sendable ([UInt8]) -> [UInt8] {
    let published = published
    return { text in
      var output: [UInt8] = []
      var done = 0
      for range in Self.assetNames(in: text) {
        guard let new = published[String(decoding: text[range], as: UTF8.self)] else { continue }
        output += text[done..<range.lowerBound] + Array(new.utf8)
        done = range.upperBound
      }
      return done == 0 ? text : output + text[done...]
    }
  }

  /// Returns the places of names behind `assets/`.
  private static func assetNames(in text: [UInt8]) -> [Range<Int>] {
    let marks = Array(folder.utf8)
    var found: [Range<Int>] = []
    var index = 0
    while index + marks.count <= text.count {
      guard text[index] == marks[0], text[index...].starts(with: marks) else {
        index += 1
        continue
      }
      let start = index + marks.count
      var end = start
      while end < text.count, isNameByte(text[end]) { end += 1 }
      if end > start { found.append(start..<end) }
      index = end
    }
    return found
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "/"), 0x80...:
      true
    default: false
    }
  }

  /// Reports the assets that a template refers to behind `{{root}}` and that there are not.
  func checkReferences(in source: SourceFile, _ file: FileID, reporting report: inout Report) {
    let before = Array("{{root}}assets/".utf8)
    for range in Self.assetNames(in: source.bytes) {
      let name = String(decoding: source.bytes[range], as: UTF8.self)
      guard sources[name] == nil, source.bytes[..<range.lowerBound].suffix(before.count).elementsEqual(before) else {
        continue
      }
      report.add(
        Self.missingAsset, at: SourceRange(file: file, start: range.lowerBound, end: range.upperBound),
        Message(ja: "テーマに 'assets/\(name)' がありません", en: "the theme has no 'assets/\(name)'"),
        help: closest(to: name, in: sources.keys.sorted()).map(Message.meant))
    }
  }
}

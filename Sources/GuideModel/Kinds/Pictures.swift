import Platform
import Source

extension Message {
  /// Says which file is meant by a path, or to copy it into `content/`: its path is written from there.
  static func pictureHelp(for path: String, _ key: String, among assets: [String]) -> Message {
    if let near = closestPath(to: path, in: assets) {
      return Message.meant(near)
    }
    let name = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
    return Message(
      ja: "ファイルを content/ の中に写し、そこからのパスを書いてください（content/\(name) に写したら '\(key): \(name)'）",
      en: "copy the file into content/ and write its path from there (copied to content/\(name): '\(key): \(name)')")
  }
}

extension Vendor {
  /// The kinds of pictures that a logo can be, by the ending of the file's name.
  package static let logoTypes = [
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
  ]
}

extension String {
  /// What stands behind the last dot.
  package var fileEnding: String { split(separator: ".").last.map(String.init) ?? "" }
}

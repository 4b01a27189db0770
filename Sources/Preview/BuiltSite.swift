import Platform
import Source

/// What a build has published, by exact path: whatever is not among it is not served.
package struct BuiltSite: Sendable {
  private let folder: String
  private let paths: Set<String>

  package init(folder: String, paths: [String]) {
    self.folder = folder
    self.paths = Set(paths)
  }

  package static let nothing = BuiltSite(folder: "", paths: [])

  /// What is answered to a request.
  enum Answer: Equatable {
    case file(String)
    /// A folder that was asked for without its `/`.
    case moved(String)
    case notFound
  }

  /// Finds what a request's target means. It is decoded once and looked up as it is; nothing is resolved.
  func answer(to target: String) -> Answer {
    let path = target.prefix { $0 != "?" && $0 != "#" }
    guard path.hasPrefix("/"), let decoded = Self.decoded(path.dropFirst()) else { return .notFound }
    if decoded.isEmpty || decoded.hasSuffix("/") {
      return paths.contains("\(decoded)index.html") ? .file("\(decoded)index.html") : .notFound
    }
    if paths.contains(decoded) { return .file(decoded) }
    return paths.contains("\(decoded)/index.html") ? .moved("\(path)/") : .notFound
  }

  /// Reads a published file.
  func bytes(of path: String) throws(FileError) -> [UInt8] { try readFile("\(folder)/\(path)") }

  func has(_ path: String) -> Bool { paths.contains(path) }

  /// Decodes percent signs; nil where the outcome is no text.
  private static func decoded(_ path: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = path.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexDigitValue, let low = rest.popFirst()?.hexDigitValue else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The media type of a file, by its ending.
  static func mediaType(of path: String) -> String {
    switch path.split(separator: ".").last?.lowercased() {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "gif": "image/gif"
    case "webp": "image/webp"
    case "ico": "image/x-icon"
    case "pdf": "application/pdf"
    case "xml": "application/xml; charset=utf-8"
    case "json": "application/json; charset=utf-8"
    case "txt", "md": "text/plain; charset=utf-8"
    case "woff2": "font/woff2"
    default: "application/octet-stream"
    }
  }
}

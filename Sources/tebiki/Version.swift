import CBuild
import Markup
import Platform

/// Which program this is.
enum Version {
  static let number = "0.1.0"

  /// The number, the commit that the program was built from where that is known, and the library that reads Markdown.
  static var text: String {
    let commit = unsafe String(cString: tebiki_commit())
    return "tebiki \(number) (\(commit.isEmpty ? "" : "commit \(commit), ")libcmark \(Dialect.libcmarkVersion))"
  }
}

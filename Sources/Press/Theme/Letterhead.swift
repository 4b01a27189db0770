import FoundationEssentials
import GuideModel
import Markup
import Platform
import Source

/// What marks sheets as the vendor's own: the company's colour and its logo, which every sheet carries within itself.
package struct Letterhead: Sendable {
  /// A style sheet that changes the accent; empty where no colour is set.
  let styles: [UInt8]
  /// The logo as a `data:` address; empty where there is none.
  let logo: String

  /// How many bytes a logo may have: it is in every sheet.
  private static let largest = 300_000

  static let none = Letterhead(styles: [], logo: "")

  private init(styles: [UInt8], logo: String) {
    self.styles = styles
    self.logo = logo
  }

  /// Reads the logo of the guide's vendor; one that is too large is reported.
  init(of guide: Guide, reporting report: inout Report) throws(FileError) {
    styles = guide.vendor.color.map { Array("body { --accent: \($0.value); }\n".utf8) } ?? []
    guard let name = guide.vendor.logo, let type = Vendor.logoTypes[name.value.lowercased().fileEnding],
      let path = guide.sources.assets.first(where: { $0 == name.value })
    else {
      logo = ""
      return
    }
    let bytes = try readFile("\(guide.sources.folder)/\(path)")
    if !Self.isPicture(bytes, type) {
      report.add(
        .badValue, at: name.range,
        Message(ja: "'\(name.value)' の中身は画像ではありません", en: "there is no picture in '\(name.value)'"),
        help: Message(
          ja: "画像として開けるファイルか確かめ、書き出し直してください", en: "see whether it opens as a picture, and export it anew"))
    }
    if bytes.count > Self.largest {
      report.add(
        .badValue, at: name.range,
        Message(ja: "ロゴが大きすぎます（\(bytes.count / 1000)KB）", en: "the logo is too large (\(bytes.count / 1000) KB)"),
        help: Message(
          ja: "すべての資料に入るので、\(Self.largest / 1000)KB までにしてください",
          en: "it is in every sheet: \(Self.largest / 1000) KB at most"))
    }
    logo = "data:\(type);base64,\(Data(bytes).base64EncodedString())"
  }
}

extension Letterhead {
  /// Whether a file begins as a picture does that a browser shows under a type; of a PNG named `.jpg` it makes no matter.
  private static func isPicture(_ bytes: [UInt8], _ type: String) -> Bool {
    guard type != "image/svg+xml" else { return bytes[...].end(of: "<svg", from: 0) != nil }
    return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF])
      || bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
  }
}

import FoundationEssentials
import GuideModel
import Markup
import Platform
import Source

extension SheetPress {
  /// The address of a picture on a sheet, which carries it within itself; nil where it is none that a sheet can show.
  func pictureAddress(ofLink number: Int, in document: Document) -> [UInt8]? {
    guard let path = guide.asset(ofLink: number, in: document),
      let type = Vendor.logoTypes[path.lowercased().fileEnding],
      let bytes = try? readFile("\(guide.sources.folder)/\(path)")
    else { return nil }
    return Array("data:\(type);base64,\(Data(bytes).base64EncodedString())".utf8)
  }
}

import CQrencode
import Synchronization

/// Draws QR codes by libqrencode.
enum QRCode {
  /// Appends a code of `text` as SVG, with its quiet zone of four modules; nothing where it is too long for one.
  ///
  /// Error correction is level M (15 %), which survives an office printer.
  static func appendSVG(of text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    let key = Array(text)
    let kept = drawn.withLock { $0[key] }
    guard let kept else {
      let code = svg(of: text)
      drawn.withLock { if $0.count < mostDrawn { $0[key] = code } }
      return output.append(contentsOf: code)
    }
    output.append(contentsOf: kept)
  }

  /// The codes that were drawn, by their texts: all sheets of a guide lead to the same few addresses.
  private static let drawn = Mutex<[[UInt8]: [UInt8]]>([:])
  private static let mostDrawn = 256

  private static func svg(of text: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    let bytes = Array(text)
    let code = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe QRcode_encodeData(Int32(buffer.count), buffer.baseAddress, 0, QR_ECLEVEL_M)
    }
    guard let code = unsafe code else { return [] }
    defer { unsafe QRcode_free(code) }
    let width = unsafe Int(code.pointee.width)
    let modules = unsafe UnsafeBufferPointer(start: code.pointee.data, count: width * width)
    let size = width + 8
    output.append(
      contentsOf: "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 \(size) \(size)\" aria-label=\"QRコード：".utf8)
    HTML.escape(text, into: &output)
    output.append("\">")
    output.append("<path fill=\"#fff\" d=\"M0 0h")
    output.append(contentsOf: "\(size)v\(size)h-\(size)z\"/>".utf8)
    output.append("<path fill=\"#000\" d=\"")
    for row in 0..<width {
      var column = 0
      while column < width {
        guard unsafe modules[row * width + column] & 1 == 1 else {
          column += 1
          continue
        }
        let start = column
        while column < width, unsafe modules[row * width + column] & 1 == 1 { column += 1 }
        output.append(contentsOf: "M\(start + 4) \(row + 4)h\(column - start)v1h-\(column - start)z".utf8)
      }
    }
    output.append("\"/></svg>")
    return output
  }
}

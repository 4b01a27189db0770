import Glibc

/// Returns UTF-8 for bytes in CP932, Shift_JIS as Excel in Japan saves it; nil where they are not.
package func decodingCP932(_ bytes: [UInt8]) -> [UInt8]? {
  guard let converter = unsafe iconv_open("UTF-8", "CP932"), unsafe converter != iconv_t(bitPattern: -1) else {
    return nil
  }
  defer { unsafe iconv_close(converter) }
  var input = bytes.map { CChar(bitPattern: $0) }
  let room = bytes.count * 3 + 8
  var isWhole = false
  let output = unsafe [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
    unsafe input.withUnsafeMutableBufferPointer { input in
      var from = input.baseAddress
      var fromLeft = input.count
      var to = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      var toLeft = room
      let code = unsafe iconv(converter, &from, &fromLeft, &to, &toLeft)
      isWhole = code != .max && fromLeft == 0
      count = room - toLeft
    }
  }
  return isWhole ? output : nil
}

/// A short name for bytes, by which something made of them is found again: FNV-1a of 128 bits over words of eight bytes,
/// which guards against accident, not against intent. Source: Fowler, Noll and Vo, The FNV Non-Cryptographic Hash
/// Algorithm (draft-eastlake-fnv).
package struct Digest {
  package private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  package init() {}

  package init(of bytes: some Sequence<UInt8>) { add(bytes) }

  /// Adds bytes; the same bytes in other portions are something else.
  package mutating func add(_ bytes: some Sequence<UInt8>) {
    let added: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      let words = UnsafeRawBufferPointer(buffer)
      let end = buffer.count & ~7
      for start in stride(from: 0, to: end, by: 8) {
        add(UInt64(littleEndian: unsafe words.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
      }
      unsafe add(tail: Array(buffer[end...]), length: buffer.count)
    }
    if added == nil { add(Array(bytes)) }
  }

  /// Adds what is left when whole words are taken, and how many bytes there were.
  private mutating func add(tail: [UInt8], length: Int) {
    var word: UInt64 = 0
    for byte in tail { word = word << 8 | UInt64(byte) }
    add(word)
    add(UInt64(length))
  }

  /// Adds what another digest is.
  package mutating func add(word: UInt128) {
    add(UInt64(truncatingIfNeeded: word))
    add(UInt64(truncatingIfNeeded: word >> 64))
  }

  private mutating func add(_ word: UInt64) {
    value = (value ^ UInt128(word)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }

  /// 32 hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}

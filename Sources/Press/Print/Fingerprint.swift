/// A short name for bytes, by which something made of them is found again: FNV-1a of 128 bits over words of eight bytes,
/// which guards against accident, not against intent. Source: Fowler, Noll and Vo, The FNV Non-Cryptographic Hash
/// Algorithm (draft-eastlake-fnv).
struct Fingerprint {
  private(set) var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  init() {}

  init(of bytes: some Sequence<UInt8>) { add(bytes) }

  /// Adds bytes; the same bytes in other portions are something else.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    var (word, length): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      word = word << 8 | UInt64(byte)
      length += 1
      if length & 7 == 0 {
        add(word)
        word = 0
      }
    }
    add(word)
    add(length)
  }

  /// Adds what another fingerprint is.
  mutating func add(word: UInt128) {
    add(UInt64(truncatingIfNeeded: word))
    add(UInt64(truncatingIfNeeded: word >> 64))
  }

  private mutating func add(_ word: UInt64) {
    value = (value ^ UInt128(word)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
  }

  /// 32 hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}

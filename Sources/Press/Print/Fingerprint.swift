/// A short name for bytes, by which a print is found again: FNV-1a of 128 bits, which guards against accident, not
/// against intent. Source: Fowler, Noll and Vo, The FNV Non-Cryptographic Hash Algorithm (draft-eastlake-fnv).
struct Fingerprint {
  private var value: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d

  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { value = (value ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b }
  }

  /// 32 hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.utf8.count) + digits
  }
}

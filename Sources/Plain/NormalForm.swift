import CUtf8proc

extension String {
  /// The text in Unicode's normal form C: が as one scalar, not as か with a mark.
  package var composed: String { normalized(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue) }

  /// The text as names of hosts are compared: in normal form KC, in small letters, without what cannot be seen.
  package var folded: String {
    normalized(
      UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_CASEFOLD.rawValue
        | UTF8PROC_IGNORE.rawValue)
  }

  private func normalized(_ options: UInt32) -> String {
    let bytes = Array(utf8)
    let options = utf8proc_option_t(rawValue: options)
    var scalars = [Int32](repeating: 0, count: unicodeScalars.count * 18)  // the most that one decomposes into
    let decomposed = unsafe utf8proc_decompose(bytes, bytes.count, &scalars, scalars.count, options)
    guard decomposed >= 0, decomposed <= scalars.count else { return self }
    let count = unsafe utf8proc_normalize_utf32(&scalars, decomposed, options)
    guard count >= 0 else { return self }
    return scalars[..<count].map { UInt32(bitPattern: $0) }.text
  }
}

extension RandomAccessCollection {
  /// Returns the first index from which on `isBehind` holds, `endIndex` if there is none, by halving.
  ///
  /// Once it holds, it must hold for all that follow. Source: swift-algorithms, `partitioningIndex(where:)`.
  @inlinable
  package func partitioningIndex(where isBehind: (Element) -> Bool) -> Index {
    var start = startIndex
    var rest = count
    while rest > 0 {
      let half = rest / 2
      let middle = index(start, offsetBy: half)
      if isBehind(self[middle]) {
        rest = half
      } else {
        start = index(after: middle)
        rest -= half + 1
      }
    }
    return start
  }
}

import GuideModel

/// A sheet or a pack that can be printed.
struct Printable: Sendable {
  /// Its address as HTML.
  let address: String
  let html: @Sendable () -> [UInt8]
  /// The sheet that it is a copy of; nil for a pack, which is what its sheets are.
  let sheet: ComposedSheet?

  /// The address of its PDF.
  var pdfAddress: String { String(address.dropLast(5)) + ".pdf" }
}

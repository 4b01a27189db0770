import Markup
import Plain
import Source

extension Guide {
  /// Returns the texts that a copy of a sheet was made from. Each node of a composed sheet knows the file that it comes
  /// from; beside those there is what the copy takes as a whole.
  func origins(
    of variant: Variant, _ document: Document, _ drawings: [Drawing], terms: Set<Int>
  ) -> [FileID] {
    let override = overrides.first {
      $0.sheet.value == variant.sheet.id && $0.industry.value == variant.industry.id
    }
    let first = [page(of: variant.sheet).file, override?.file, page(of: variant.industry).file].compactMap { $0 }
    var others = Set(document.nodes.map(\.range.file))
    others.formUnion(drawings.map(\.figure.title.range.file))
    others.formUnion(terms.map { language.terms[$0].name.range.file })
    if let vendor = vendor.file { others.insert(vendor) }  // its head and its foot
    return first + others.subtracting(first).sorted()
  }
}

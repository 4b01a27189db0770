internal import Markup
internal import Source

@testable internal import Plain

/// What libFuzzer calls with each input: lines of terms, `term|variant|plain|policy`, then an empty line and a text, in
/// which they are found and replaced.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTerms(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard let source = text(data, size, named: "content/handouts/h.md") else { return 0 }
  var rest = source.bytes[...]
  var language = PlainLanguage()
  let nowhere = SourceRange(file: FileID(0), start: 0, end: 0)
  while let end = rest.firstIndex(of: 0x0A), end > rest.startIndex {
    let parts = rest[..<end].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      .map { Located(String(decoding: $0, as: UTF8.self), at: nowhere) }
    var term = Term(name: parts[0], reading: "")
    if parts.count > 1 { term.variants = [parts[1]] }
    if parts.count > 2 { (term.plain, term.explanation) = (parts[2], parts[2]) }
    if parts.count > 3 { term.policy = Term.Policy(rawValue: parts[3].value) ?? .explain }
    if language.terms.count < 40 { language.terms.append(term) }
    rest = rest[(end + 1)...]
  }
  var report = Report()
  let sources = SourceFiles(files: [source])
  let document = Document(
    parsing: rest.startIndex..<source.bytes.count, of: source, file: FileID(0), reporting: &report)
  let lexicon = Lexicon(language)
  let scalars = Array(scalarsOf: String(decoding: rest, as: UTF8.self))
  var last = 0
  for use in WordFinder(scalars, lexicon).uses {
    hold(
      use.range.lowerBound >= last && use.range.upperBound <= scalars.count && !use.range.isEmpty, "uses are in order")
    last = use.range.upperBound
  }
  for mark in TermUses(in: document, lexicon).marks {
    let node = document.nodes[mark.node]
    hold(
      mark.bytes.lowerBound >= Int(node.text.start) && mark.bytes.upperBound <= Int(node.text.end),
      "a mark lies in its text")
  }
  var wording = Wording(lexicon, language, sources)
  let reworded = wording.apply(to: document)
  hold(String(validating: reworded.pool, as: UTF8.self) != nil, "what is reworded is UTF-8")
  for (index, node) in reworded.nodes.enumerated() {
    hold(Int(node.end) > index && Int(node.end) <= reworded.nodes.count, "a node ends inside the document")
  }
  let gate = Gate(reworded, sources, language, isSheet: true, place: nowhere)
  holdPlaces(of: gate.report, in: sources)
  holdPlaces(of: wording.report, in: sources)
  return 0
}

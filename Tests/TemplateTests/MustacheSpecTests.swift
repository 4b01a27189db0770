import Foundation
import Source
import Template
import Testing

/// The published examples of Mustache; they run where `TEBIKI_SPEC` names the folder that holds the specifications.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["TEBIKI_SPEC"] != nil,
    "TEBIKI_SPEC does not name the folder with the specifications"))
struct MustacheSpecTests {
  private struct File: Decodable {
    var tests: [Example]
  }

  private struct Example: Decodable {
    var name: String
    var data: JSON
    var template: String
    var partials: [String: String]?
    var expected: String
  }

  /// Any data of an example.
  private enum JSON: Decodable {
    case null
    case flag(Bool)
    case text(String)
    case list([JSON])
    case record([String: JSON])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? value.decode(Double.self) {
        self = .text(number == number.rounded() ? "\(Int(number))" : "\(number)")
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let list = try? value.decode([JSON].self) {
        self = .list(list)
      } else {
        self = .record(try value.decode([String: JSON].self))
      }
    }

    /// What can be said of it. All its texts are `text`, which is HTML for examples that print it as it is.
    func kind(_ text: ValueKind) -> ValueKind {
      switch self {
      case .null, .text: text
      case .flag: .flag
      case .list(let items): .list(items.first?.shape(text) ?? Shape([]))
      case .record: .record(shape(text))
      }
    }

    /// A record of the fields; anything else is what `{{.}}` names.
    func shape(_ text: ValueKind) -> Shape {
      guard case .record(let fields) = self else { return Shape([.init(".", kind(text), "")]) }
      return Shape(fields.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.kind(text), "") })
    }

    func value(_ text: ValueKind) -> Value {
      switch self {
      case .null: .absent
      case .flag(let flag): .flag(flag)
      case .text(let text): .text(text)
      case .list(let items): .list(items.map { $0.record(text) })
      case .record: .record(record(text))
      }
    }

    func record(_ text: ValueKind) -> Record {
      guard case .record(let fields) = self else { return Record(shape(text), [(".", value(text))]) }
      return Record(shape(text), fields.map { ($0.key, $0.value.value(text)) })
    }
  }

  /// Examples that miss something. They print what they should, and we say what they miss.
  private static let missing = [
    "interpolation": [
      "Basic Context Miss Interpolation", "Triple Mustache Context Miss Interpolation",
      "Ampersand Context Miss Interpolation", "Dotted Names - Broken Chains", "Dotted Names - Broken Chain Resolution",
      "Dotted Names - Context Precedence", "Dotted Names are never single keys",
    ],
    "inverted": ["Context", "List", "Context Misses", "Dotted Names - Broken Chains"],
    "sections": ["Context Misses", "Dotted Names - Broken Chains"], "inheritance": ["Negative Sections"],
    "partials": ["Failed Lookup"],
  ]

  /// Examples that print something else: what a template includes is known before the data are.
  private static let different = ["partials": ["Recursion": "template-cycle"]]

  @Test(arguments: [
    ("comments", 12), ("delimiters", 14), ("inheritance", 27), ("interpolation", 42), ("inverted", 22),
    ("partials", 12),
    ("sections", 34),
  ])
  func `every example`(module: String, count: Int) throws {
    let folder = ProcessInfo.processInfo.environment["TEBIKI_SPEC"] ?? ""
    let file = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/mustache/\(module).json"))
    let examples = try JSONDecoder().decode(File.self, from: file).tests
    #expect(examples.count == count)
    for example in examples {
      let (text, report) = render(example)
      let isMissing = Self.missing[module]?.contains(example.name) == true
      if let name = Self.different[module]?[example.name] {
        #expect(text != example.expected && report.contains(name), "\(example.name)")
        continue
      }
      #expect(text == example.expected, "\(example.name)")
      let errors = Set(report.filter { $0 != "ignored-template-text" })
      #expect(
        isMissing
          ? errors.isSubset(of: ["undefined-template-name", "missing-partial"]) && !errors.isEmpty : errors.isEmpty,
        "\(example.name): \(errors)")
    }
    let named = (Self.missing[module] ?? []) + (Self.different[module] ?? [:]).keys
    #expect(Set(named).isSubset(of: examples.map(\.name)))
  }

  private func render(_ example: Example) -> (text: String, report: [String]) {
    var sources = SourceFiles(files: [])
    let texts = (example.partials ?? [:]).merging(["main": example.template]) { $1 }
    let files = texts.sorted { $0.key < $1.key }.map { name, text in
      (name: name, file: sources.add(SourceFile(path: name, text: text)))
    }
    let printsHTML = texts.values.contains { $0.contains("{{{") || $0.contains("{{&") }
    let text: ValueKind = printsHTML ? .html : .text
    var report = Report()
    let set = TemplateSet(files, in: sources, shapes: ["main": example.data.shape(text)], reporting: &report)
    var output: [UInt8] = []
    set.render("main", example.data.record(text), into: &output)
    return (String(decoding: output, as: UTF8.self), report.inFileOrder.map(\.kind.name))
  }
}

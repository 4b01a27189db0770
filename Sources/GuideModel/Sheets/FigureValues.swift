import Source

/// The values that the texts of a figure may hold.
enum FigureValues {
  static let all: [(path: String, value: @Sendable (Industry) -> String)] = [
    ("industry.name", { $0.name.value }), ("industry.head", { $0.head.value }),
    ("industry.clients", { $0.clients.value }), ("industry.place", { $0.place?.value ?? "会社" }),
    ("industry.you", { $0.you?.value ?? "貴社" }), ("industry.staff", { $0.staff?.value ?? "従業員" }),
  ]

  /// Returns the paths of the `{{path}}` in a figure's text.
  static func paths(in text: String) -> [String] {
    var paths: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      paths.append(rest[open.upperBound..<close.lowerBound].filter { $0 != " " })
      rest = rest[close.upperBound...]
    }
    return paths
  }

  /// Returns a figure's text with a trade's words in the place of each `{{path}}`.
  static func filled(_ text: String, for industry: Industry) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      let path = rest[open.upperBound..<close.lowerBound].filter { $0 != " " }
      result += rest[..<open.lowerBound]
      result += all.first { $0.path == path }?.value(industry) ?? ""  // an unknown one has been reported
      rest = rest[close.upperBound...]
    }
    return result + rest
  }
}

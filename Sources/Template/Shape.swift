/// What a template can say: a record's field names, and what kind of value each has.
package struct Shape: Sendable {
  package struct Field: Sendable {
    package let name: String
    package let kind: ValueKind
    /// One line for the theme reference.
    package let summary: String

    package init(_ name: String, _ kind: ValueKind, _ summary: String) {
      self.name = name
      self.kind = kind
      self.summary = summary
    }
  }

  package let fields: [Field]
  private let slots: [String: Int]

  package init(_ fields: [Field]) {
    self.fields = fields
    slots = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
  }

  /// Returns the index of the field `name`.
  package func slot(_ name: String) -> Int? { slots[name] }
}

/// The kinds of values.
package indirect enum ValueKind: Sendable {
  /// A text; escaped where it is printed.
  case text
  /// Finished HTML; printed by `{{{name}}}`.
  case html
  /// True or false, for sections.
  case flag
  case record(Shape)
  case list(Shape)
}

/// A value of a template.
package enum Value: Sendable {
  case absent
  case bytes([UInt8])
  case flag(Bool)
  case record(Record)
  case list([Record])

  package static func text(_ text: String) -> Value { .bytes(Array(text.utf8)) }

  package static func text(_ bytes: [UInt8]) -> Value { .bytes(bytes) }

  package static func html(_ bytes: [UInt8]) -> Value { .bytes(bytes) }

  /// Whether a section over it is printed.
  var isTruthy: Bool {
    switch self {
    case .absent: false
    case .bytes(let bytes): !bytes.isEmpty
    case .flag(let flag): flag
    case .record: true
    case .list(let records): !records.isEmpty
    }
  }
}

/// The values of a shape's fields, in the shape's order.
package struct Record: Sendable {
  let shape: Shape
  var values: [Value]

  /// Makes a record; fields that are not named are absent. A name that the shape does not have is a programmer's
  /// mistake and traps.
  package init(_ shape: Shape, _ named: [(String, Value)]) {
    self.init(shape)
    var next = 0
    for (name, value) in named { set(name, value, &next) }
  }

  package init(_ shape: Shape, _ named: KeyValuePairs<String, Value>) {
    self.init(shape)
    var next = 0
    for (name, value) in named { set(name, value, &next) }
  }

  private init(_ shape: Shape) {
    self.shape = shape
    values = Array(repeating: .absent, count: shape.fields.count)
  }

  /// Sets a field; most are named in the shape's order, so that `next` has its slot without looking it up.
  private mutating func set(_ name: String, _ value: Value, _ next: inout Int) {
    if next >= values.count || shape.fields[next].name != name {
      guard let slot = shape.slot(name) else { preconditionFailure("no field named '\(name)'") }
      next = slot
    }
    values[next] = value
    next += 1
  }
}

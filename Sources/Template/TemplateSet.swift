import Platform
package import Source

/// Compiled templates. Names are resolved when they are compiled, so that rendering looks nothing up and cannot fail.
package struct TemplateSet: Sendable {
  private var programs: [String: Program] = [:]
  /// What lies around every template's own record.
  private let outermost: Record?
  /// The files that are compiled, or that those include or extend.
  package let used: Set<FileID>

  /// Compiles the templates that `shapes` names, with what they include and extend.
  ///
  /// Of several files of one name the first counts, and by its own name it calls the next one. Every mistake is reported;
  /// what is mistaken prints nothing.
  ///
  /// - Parameter surroundings: What every template can say beside its own shape.
  package init(
    _ templates: [(name: String, file: FileID)], in sources: SourceFiles, shapes: [String: Shape],
    surroundings: Surroundings? = nil, reporting report: inout Report
  ) {
    outermost = surroundings?.record
    let library = Library(templates, in: sources, reporting: &report)
    used = library.reach(shapes.keys.compactMap { library.files[$0]?.first })
    for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
      guard let file = library.files[name]?.first else { continue }
      var compiler = Compiler(library: library, surroundings: surroundings)
      compiler.compile(file, named: name, shapes: [surroundings?.record.shape, shape].compactMap { $0 })
      report.merge(compiler.report)
      programs[name] = Program(operations: compiler.operations, texts: compiler.texts)
    }
  }

  /// Appends what template `name` makes of `record`; nothing where there is no such template.
  package func render(_ name: String, _ record: Record, into output: inout [UInt8]) {
    guard let program = programs[name] else { return }
    var stack = [outermost, record].compactMap { $0 }
    unsafe program.texts.withUnsafeBufferPointer { texts in
      unsafe Self.run(program.operations, texts, 0..<program.operations.count, &stack, &output)
    }
  }

  private struct Program: Sendable {
    var operations: [Operation]
    /// What is printed as it stands. Its parts are no arrays of their own, whose users all workers would count together.
    var texts: [UInt8]
  }

  /// Runs a range of operations. It recurs once a section, and sections nest no deeper than templates are allowed to.
  private static func run(
    _ program: [Operation], _ texts: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ stack: inout [Record],
    _ output: inout [UInt8]
  ) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch program[index] {
      case .text(let range): unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: texts[range]))
      case .escaped(let path): if case .bytes(let bytes) = value(path, stack) { escape(bytes, &output) }
      case .raw(let path): if case .bytes(let bytes) = value(path, stack) { output.append(contentsOf: bytes) }
      case .section(let path, let end):
        let body = index + 1..<end
        switch value(path, stack) {
        case .list(let records):
          for record in records {
            stack.append(record)
            unsafe run(program, texts, body, &stack, &output)
            stack.removeLast()
          }
        case .record(let record):
          stack.append(record)
          unsafe run(program, texts, body, &stack, &output)
          stack.removeLast()
        case let value: if value.isTruthy { unsafe run(program, texts, body, &stack, &output) }
        }
        index = end
        continue
      case .inverted(let path, let end):
        if !value(path, stack).isTruthy { unsafe run(program, texts, index + 1..<end, &stack, &output) }
        index = end
        continue
      }
      index += 1
    }
  }

  private static func value(_ path: Path, _ stack: [Record]) -> Value {
    var value = stack[path.depth].values[path.slot]
    for slot in path.below {
      guard case .record(let record) = value else { return .absent }
      value = record.values[slot]
    }
    return value
  }

  static func escape(_ bytes: [UInt8], _ output: inout [UInt8]) {
    var start = 0
    for index in bytes.indices where bytes[index] <= UInt8(ascii: ">") {
      let entity: String
      switch bytes[index] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      case UInt8(ascii: "'"): entity = "&#39;"
      default: continue
      }
      output.append(contentsOf: bytes[start..<index])
      output.append(contentsOf: entity.utf8)
      start = index + 1
    }
    output.append(contentsOf: bytes[start...])
  }
}

/// What every template of a theme can say beside its own shape.
package struct Surroundings: Sendable {
  /// Values whose names count where nothing nearer bears them.
  let record: Record
  /// The texts that `{{strings.NAME}}` stands for. They are put in when a template is compiled; a `{name}` in one is what
  /// `{{name}}` would be in its place.
  let strings: [String: Located<String>]
  /// Rewrites the text of templates between their tags.
  let text: @Sendable ([UInt8]) -> [UInt8]

  package init(
    _ record: Record, strings: [String: Located<String>], text: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }
  ) {
    self.record = record
    self.strings = strings
    self.text = text
  }
}

/// One step of a compiled template.
enum Operation: Sendable {
  /// Prints some bytes of the program's texts.
  case text(Range<Int>)
  case escaped(Path)
  case raw(Path)
  /// Runs the operations up to `end` for a value that is there, once for each record of a list.
  case section(Path, end: Int)
  case inverted(Path, end: Int)
}

/// Where a value lies: a record of the stack, a slot of it, and slots of records below.
struct Path: Sendable {
  var depth: Int
  var slot: Int
  var below: [Int] = []
}

import Platform

/// One finished file of the site.
package struct OutputFile: Sendable {
  /// The path below the site.
  package let path: String
  package let content: Content

  package enum Content: Sendable {
    /// Made only when it is written, so that a large site is never in memory as a whole.
    case rendered(@Sendable () -> [UInt8])
    /// A file on disk that is copied as it is.
    case copy(of: String)
  }

  package init(path: String, _ render: @escaping @Sendable () -> [UInt8]) {
    self.path = path
    content = .rendered(render)
  }

  package init(path: String, copyOf source: String) {
    self.path = path
    content = .copy(of: source)
  }

  func bytes() throws(FileError) -> [UInt8] {
    switch content {
    case .rendered(let render): render()
    case .copy(let source): try readFile(source)
    }
  }
}

package import GuideModel
package import Platform
import Source

/// Why nothing new was written.
package enum NewFileFailure: Error {
  /// The name, or what is there already, does not allow it.
  case refused(Message)
  case disk(FileError)
}

extension Project {
  /// Writes a text to begin with, and returns its path below the project's root. What is there is never written over.
  package func add(_ starter: Starter, named name: String) async throws(NewFileFailure) -> String {
    let guide = try await readForNew()
    let path: String
    let text: String
    do {
      path = try starter.path(named: name)
      if let guide { try starter.checkIsNew(path, in: guide) }
      text = try starter.text(at: path, in: guide)
    } catch {
      throw .refused(error.message)
    }
    try writeContent(Array(text.utf8), to: path)
    return "content/\(path)"
  }

  /// Adds a term to the end of the glossary, which is made where there is none, and returns the glossary's path.
  package func addTerm(named name: String) async throws(NewFileFailure) -> String {
    let guide = try await readForNew()
    let path = "\(root)/content/\(TermStarter.path)"
    let glossary: [UInt8]?
    do {
      glossary = FileSystem.exists(path) ? try readFile(path) : nil
    } catch {
      throw .disk(error)
    }
    let text: [UInt8]
    do {
      text = try TermStarter.text(adding: name, to: glossary, of: guide)
    } catch {
      throw .refused(error.message)
    }
    try writeContent(text, to: TermStarter.path, replacing: glossary != nil)
    return "content/\(TermStarter.path)"
  }

  /// Reads the guide, whose mistakes are no reason not to begin something new.
  private func readForNew() async throws(NewFileFailure) -> Guide? {
    var outcome = Outcome()
    do {
      return try await guide(reporting: &outcome)
    } catch {
      throw .disk(error)
    }
  }

  /// Writes a file below `content/`, and nowhere else, whatever links lie there. One that is replaced is written beside
  /// it first, so that a full disk leaves it whole.
  private func writeContent(
    _ bytes: [UInt8], to path: String, replacing: Bool = false
  ) throws(NewFileFailure) {
    let content = "\(root)/content"
    let file = "\(content)/\(path)"
    let outside = Message(
      ja: "'content/\(path)' は content/ の外を指しています", en: "'content/\(path)' leads out of content/")
    do {
      try FileSystem.makeFolder(file.folder)
    } catch {
      throw .disk(error)
    }
    guard let top = resolvedPath(content), let folder = resolvedPath(file.folder),
      "\(folder)/".hasPrefix("\(top)/"), !replacing || resolvedPath(file)?.hasPrefix("\(top)/") == true
    else { throw .refused(outside) }
    guard replacing || !FileSystem.exists(file) else {
      throw .refused(Message(ja: "content/\(path) がすでにあります", en: "there is content/\(path) already"))
    }
    do {
      guard replacing, let target = resolvedPath(file) else { return try FileSystem.create(bytes, at: file) }
      try FileSystem.remove("\(target).tmp")
      try FileSystem.create(bytes, at: "\(target).tmp")
      try FileSystem.rename("\(target).tmp", to: target)
    } catch {
      throw .disk(error)
    }
  }
}

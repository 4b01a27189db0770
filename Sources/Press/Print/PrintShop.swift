import GuideModel
import Platform
import Source
import Synchronization

/// One document to print.
struct PrintJob: Sendable {
  /// What it is called in messages: a sheet's or a pack's address.
  let name: String
  let html: @Sendable () -> [UInt8]
  /// Whether it is one sheet, which must fit; a pack is what its sheets are.
  let isSheet: Bool
}

/// What came out of the printer.
struct Print: Sendable {
  let layout: SheetLayout
  let pdf: PDFBytes
  let stray: [StrayCharacter]
}

/// Prints documents: one browser, two tabs, each taking the next document when it has done one.
///
/// A browser that ends is started again, a tab that hangs or whose process ends is replaced, and the document is tried
/// once more; what fails twice fails alone.
struct PrintShop: Sendable {
  let browser: Browser
  let date: CalendarDate
  var tabs = 2

  /// Prints every job and hands over what came of each, in the order in which they are done.
  func print(
    _ jobs: [PrintJob], _ done: @escaping @Sendable (Int, Result<Print, FileError>) async -> Void
  ) async {
    guard !jobs.isEmpty else { return }
    let counter = JobCounter()
    let faces = Faces()
    let press = RunningBrowser(browser)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(tabs, jobs.count) {
        group.addTask {
          var worker = PrintWorker(press: press, date: date, faces: faces)
          while let index = await counter.take(below: jobs.count) {
            let result = await worker.print(jobs[index])
            await done(index, result)
          }
          await worker.close()
        }
      }
    }
  }
}

/// Hands out the numbers of jobs, each once.
private actor JobCounter {
  private var next = 0

  func take(below count: Int) -> Int? {
    guard next < count else { return nil }
    next += 1
    return next - 1
  }
}

/// The browser that is running, started again when it has ended.
private actor RunningBrowser {
  private let browser: Browser
  private var current: (devTools: DevTools, number: Int)?
  private var starts = 0
  private var failures = 0
  /// Whether a browser has ever opened a tab; one that never does is not started again and again.
  private var hasOpened = false
  private var isHopeless: Bool { !hasOpened && starts + failures >= 2 }

  init(_ browser: Browser) { self.browser = browser }

  func opened(_ success: Bool) { if success { hasOpened = true } else { failures += 1 } }

  /// Returns the browser; another one where the one of that number has ended.
  func get(insteadOf ended: Int?) throws -> (devTools: DevTools, number: Int) {
    if isHopeless { throw BrowserError.ended }
    if let current, current.number != ended { return current }
    starts += 1
    let started = (devTools: try DevTools(browser), number: starts)
    current = started
    return started
  }
}

/// One tab's work.
private struct PrintWorker {
  let press: RunningBrowser
  let date: CalendarDate
  let faces: Faces
  private var tab: PrintTab?
  private var browserNumber: Int?
  private var browserEnded = false

  init(press: RunningBrowser, date: CalendarDate, faces: Faces) {
    self.press = press
    self.date = date
    self.faces = faces
  }

  mutating func print(_ job: PrintJob) async -> Result<Print, FileError> {
    var failure = BrowserError.ended
    for _ in 0..<2 {
      do {
        return .success(try await printOnce(job))
      } catch let error as BrowserError {
        failure = error
      } catch let error as FileError {
        return .failure(error)
      } catch {
        failure = .refused(method: job.name, reason: "\(error)")
      }
      if case .ended = failure { browserEnded = true } else { await tab?.close() }
      tab = nil
    }
    let reason = failure.message
    return .failure(
      FileError(
        path: job.name,
        message: Message(
          ja: "\(job.name) を印刷できませんでした。\(reason.ja)", en: "could not print \(job.name): \(reason.en)")))
  }

  private mutating func printOnce(_ job: PrintJob) async throws -> Print {
    let tab = try await openTab()
    let (layout, bytes) = try await tab.print(job.html())
    var pdf = PDFBytes(bytes)
    guard pdf.isWhole else { throw BrowserError.refused(method: "Page.printToPDF", reason: "no whole PDF") }
    let intended = layout.face.filter { $0 != " " }
    guard pdf.families.contains(intended) else {
      throw FileError(
        path: layout.face,
        message: Message(
          ja: "書体「\(layout.face)」がこのコンピューターにありません。入れ方は「tebiki doctor」で分かります",
          en: "the face '\(layout.face)' is not on this machine: 'tebiki doctor' says how to get it"))
    }
    let isPure = pdf.families == [intended] && !pdf.hasType3
    let stray = layout.characters.filter { !faces.have($0, layout) }
    let borrowed = isPure ? [] : try await tab.strayCharacters(layout).filter { !stray.contains($0) }
    pdf.normalize(date)
    return Print(layout: layout, pdf: pdf, stray: stray + borrowed)
  }

  private mutating func openTab() async throws -> PrintTab {
    if let tab { return tab }
    let (devTools, number) = try await press.get(insteadOf: browserEnded ? browserNumber : nil)
    browserNumber = number
    browserEnded = false
    do {
      let opened = try await PrintTab(in: devTools)
      await press.opened(true)
      tab = opened
      return opened
    } catch {
      await press.opened(false)
      throw error
    }
  }

  func close() async { await tab?.close() }
}

/// What the faces of sheets have, read once when they are first asked.
private final class Faces: Sendable {
  private let known = Mutex<[String: FontCoverage?]>([:])

  /// Whether a character is in the face that its place is set in; where no file of the face is found, nobody knows.
  func have(_ probe: StrayCharacter, _ layout: SheetLayout) -> Bool {
    let faces = (probe.isName ? layout.nameFaces : [layout.face]).compactMap(coverage)
    guard !faces.isEmpty else { return true }
    let scalars = Array(probe.character.unicodeScalars)
    return scalars.indices.allSatisfy { index in
      if scalars[index].properties.isVariationSelector { return true }
      let selector = index + 1 < scalars.count && scalars[index + 1].choosesGlyph ? scalars[index + 1] : nil
      return faces.contains { $0.has(scalars[index], selector: selector) }
    }
  }

  private func coverage(of family: String) -> FontCoverage? {
    known.withLock { known in
      if let coverage = known[family] { return coverage }
      let coverage = FontCoverage(family: family)
      known[family] = .some(coverage)
      return coverage
    }
  }
}

extension Unicode.Scalar {
  /// Whether it chooses a form that a face draws; those of text and emoji choose a face.
  fileprivate var choosesGlyph: Bool {
    properties.isVariationSelector && value >= 0xFE00 && value != 0xFE0E && value != 0xFE0F
  }
}

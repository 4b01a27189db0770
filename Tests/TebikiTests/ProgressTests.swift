import Foundation
import Platform
import Press
import Source
import Testing

@testable import tebiki

@Suite struct ProgressTests {
  private func line(_ done: Int, _ total: Int, width: Int, _ language: Language = .en) -> String {
    ProgressBar.line(.print, done: done, total: total, seconds: 10, width: width, language)
  }

  @Test func `the bar says what goes on, how much of it is done and how long it will take`() {
    #expect(line(30, 120, width: 80) == "print [######..................] 30/120, about 30 s left")
    #expect(line(30, 120, width: 80, .ja) == "印刷 [######..................] 30/120 残り約30秒")
    #expect(line(0, 120, width: 80) == "print [........................] 0/120")
    #expect(line(0, 0, width: 80) == "print…")
  }

  @Test func `where there is less room, less is said`() {
    #expect(line(30, 120, width: 40) == "print [#......] 30/120, about 30 s left")
    #expect(line(30, 120, width: 24) == "print 30/120, about 30 ")
    for width in 1...90 {
      for language in Language.allCases {
        #expect(line(99_999, 100_000, width: width, language).displayWidth < max(width, 1))
      }
    }
  }

  @Test func `in a pipe nothing of it is seen`() throws {
    let project = try CommandTests.Project()
    let result = try project.run("build", "--verbose")
    #expect(result.status == 0 && !result.errors.contains("\r") && !result.errors.contains("\u{1B}"))
    let phases = result.errors.split(separator: "\n").dropFirst().compactMap { line in
      line.wholeMatch(of: /\s+(?<name>\D+?) +\d+ ms/).map { String($0.name) }
    }
    #expect(
      phases == [
        "look for changes", "read", "model", "check", "sheets", "theme", "print", "render and write", "search",
        "publish",
      ],
      "\(result.errors)")
  }

  @Test func `one line at the end, and none with --quiet`() throws {
    let project = try CommandTests.Project()
    let first = try project.run("build")
    #expect(first.errors.wholeMatch(of: /1 page \(\d+\.\d\d s\): \d+ files written\.\n/) != nil, "\(first.errors)")
    let second = try project.run("build")
    #expect(second.errors.wholeMatch(of: /1 page \(\d+\.\d\d s\): nothing has changed\.\n/) != nil, "\(second.errors)")
    let quiet = try project.run("build", "--quiet")
    #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
    #expect(try project.run("build", "--quiet", "--verbose").status == 2)
  }
}

import GuideModel
import Platform
package import Source

/// What git knows of the project's texts.
package enum Git {
  /// Reported where `site.yaml` asks for git's dates, and git has none.
  static let noDates = Diagnostic.Kind(
    "T106", "no-git-dates", .warning,
    Message(
      ja: """
        site.yaml に「updated: git」とありますが、git から更新日を読めません。updated と書いてあるページだけに更新日が付きます。
        履歴の一部しかないリポジトリでは、読まずに済ませます。古いページまで新しい日付になるからです。
        """,
      en: """
        'updated: git' in site.yaml asks for git's dates, and git does not tell them: only pages that say 'updated'
        themselves have a date. A repository with a part of its history is not asked: old pages would seem new.
        """))

  /// The kinds of mistakes that asking git can have.
  package static let kinds = [noDates]

  /// Why git does not say when files were changed.
  enum Failure: Error {
    /// There is no such program.
    case missing
    /// The folder is in no repository, or in one that git does not open.
    case noRepository
    /// A part of the history is elsewhere.
    case shallow
    /// No file of the folder was ever committed.
    case nothing

    /// What is wrong, and what to do.
    fileprivate var messages: (message: Message, help: Message) {
      switch self {
      case .missing:
        (
          Message(ja: "git が見つかりません", en: "there is no git"),
          Message(ja: "git を入れるか、この行を消してください", en: "install git, or remove this line")
        )
      case .noRepository:
        (
          Message(ja: "content/ で git が使えません", en: "git does not work in content/"),
          Message(ja: "「git -C content log」を実行すると、理由が分かります", en: "see what 'git -C content log' says")
        )
      case .shallow:
        (
          Message(ja: "git の履歴が一部しかありません", en: "there is but a part of git's history"),
          Message(
            ja: "「git fetch --unshallow」で取り寄せてください（GitHub Actions の checkout では fetch-depth: 0）",
            en: "fetch the rest by 'git fetch --unshallow' (for GitHub's checkout action, fetch-depth: 0)")
        )
      case .nothing:
        (
          Message(ja: "git にはまだ content/ のファイルがありません", en: "git has no file of content/ yet"),
          Message(ja: "コミットしてください", en: "commit them")
        )
      }
    }
  }

  /// Dates the pages that say no `updated` themselves.
  static func date(_ guide: inout Guide, askedAt place: SourceRange, reporting report: inout Report) {
    do {
      guide.changes = try dates(below: guide.sources.folder)
    } catch {
      report.add(noDates, at: place, error.messages.message, help: error.messages.help)
    }
  }

  /// Returns the days on which the files below a folder were committed last, by their paths below it. A day is
  /// that of the committer, wherever that was; what is not committed has none.
  static func dates(below folder: String) throws(Failure) -> [String: CalendarDate] {
    // The settings of a repository or of whoever builds must not start other programs, or change what is told.
    let git = [
      "git", "--no-pager", "-C", folder, "-c", "log.showSignature=false", "-c", "core.fsmonitor=false", "-c",
      "log.showRoot=true",
    ]
    guard let answer = try? Program.run(git + ["rev-parse", "--is-shallow-repository"], in: settings) else {
      throw .missing
    }
    guard answer.status == 0 else { throw .noRepository }
    guard answer.output.starts(with: "false".utf8) else { throw .shallow }
    let log = try? Program.run(
      git + [
        "log", "-z", "-c", "--name-only", "--no-renames", "--relative", "--format=tformat:%x01%cs", "--", ".",
      ], in: settings)
    guard let log, log.status == 0 else { throw .nothing }
    let dates = parse(log.output)
    guard !dates.isEmpty else { throw .nothing }
    return dates
  }

  /// Reads a log, the newest commit first: U+0001 and its day, and then a line feed and its files, each behind a NUL.
  static func parse(_ log: [UInt8]) -> [String: CalendarDate] {
    var dates: [String: CalendarDate] = [:]
    var date: CalendarDate?
    for field in log.split(separator: 0) {
      if field.first == 0x01 {
        date = CalendarDate(String(decoding: field.dropFirst(), as: UTF8.self))
      } else if let date {
        let path = String(decoding: field.first == 0x0A ? field.dropFirst() : field, as: UTF8.self)
        if dates[path] == nil { dates[path] = date }
      }
    }
    return dates
  }

  /// What would make git look elsewhere than in the folder.
  private static let misleading = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE",
    "GIT_TRACE", "GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH", "GIT_OPTIONAL_LOCKS",
  ]

  /// The environment that git runs in.
  private static var settings: [String] {
    ["GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0"]
      + Program.environment.filter { !misleading.contains(String($0.prefix { $0 != "=" })) }
  }
}

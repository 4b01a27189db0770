import GuideModel
import Platform
package import Source

/// Asks whether the addresses on the web that a guide names are still there. curl does the asking, decision 0015.
package enum WebLinks {
  /// The kinds of mistakes that asking can find.
  package static let kinds = [deadLink, unansweredLink, movedLink]

  static let deadLink = Diagnostic.Kind(
    "T701", "dead-link", .error,
    Message(
      ja: """
        よそのサイトのページが、もうありません。サーバーが「ありません」（404、410）と答えたか、そのサーバー自体がありません。
        今のアドレスを探して書き換えるか、リンクを外してください。「tebiki check --external」のときだけ確かめます。
        """,
      en: """
        A page of another site is gone: its server says so (404, 410), or there is no such server. Look for its address
        of today, or take the link out. Only 'tebiki check --external' asks.
        """))

  static let unansweredLink = Diagnostic.Kind(
    "T702", "unanswered-link", .warning,
    Message(
      ja: """
        よそのサイトから、ページがあるかどうかの返事をもらえませんでした。混んでいる、機械からの問い合わせを断っている、証明書の期限が切れている、などです。
        ブラウザーで開けるかどうかを、目で確かめてください。
        """,
      en: """
        Another site did not tell whether a page is there: it is busy, it refuses programs, its certificate has ended, and
        the like. See with your own eyes whether a browser can open it.
        """))

  static let movedLink = Diagnostic.Kind(
    "T703", "moved-link", .hint,
    Message(
      ja: "よそのサイトのページが、別のアドレスへ移っています。今は転送されますが、いつまでも続くとは限りません。紙に刷る二次元コードは、特に早めに直します。",
      en:
        "A page of another site has moved. Its old address leads there for now, which may end; codes on paper should not wait for that."
    ))

  /// What one address came to.
  struct Answer: Equatable {
    /// curl's own code; 0 where the server has answered.
    var code = 0
    /// The status of HTTP; 0 where there was none.
    var status = 0
    var redirects = 0
    /// Where the answer came from in the end.
    var address = ""
    /// Where it says to go on, where redirects are not followed.
    var next = ""
    /// What curl says went wrong.
    var problem = ""

    var isThere: Bool { code == 0 && (200..<300).contains(status) }
    var hasNoHost: Bool { code == 6 }

    /// Why it is not known whether the page is there; what is rare in curl's own words.
    var reason: Message {
      switch code {
      case 0: Message(ja: "HTTP \(status)", en: "HTTP \(status)")
      case 7: Message(ja: "つながりません", en: "no connection")
      case 28: Message(ja: "時間内に返事がありません", en: "no answer in time")
      case 47: Message(ja: "転送が終わりません", en: "it redirects without end")
      case 60: Message(ja: "証明書を確かめられません", en: "its certificate cannot be trusted")
      default: Message(ja: problem, en: problem)
      }
    }

    /// Whether no way led to a server: there is no such host, or no network, or a proxy or firewall in between.
    var hasNoWay: Bool { status == 0 && (hasNoHost || [5, 7, 28, 56, 97].contains(code)) }
  }

  /// Asks for each address once, and reports every place where one is named that does not answer.
  static func check(
    _ places: [Located<String>], progress: @escaping Progress, reporting report: inout Report
  ) throws(FileError) -> Int {
    let addresses = Array(Set(places.map { request(for: $0.value) })).sorted()
    var answers = try ask(for: addresses, headOnly: true, Tally(.web, of: addresses.count, progress))
    // Some servers answer HEAD otherwise than GET.
    let doubtful = addresses.filter { answers[$0].map { !$0.isThere && !$0.hasNoHost } ?? true }
    let second = try ask(for: doubtful, headOnly: false, Tally(.web, of: doubtful.count, progress))
    answers.merge(second) { $1 }
    if let problem = Self.network(answers) { throw FileError(path: "curl", message: problem) }
    let moved = try followMoves(from: addresses.filter { answers[$0].map { $0.isThere && $0.redirects > 0 } ?? false })
    for place in places {
      guard let answer = answers[request(for: place.value)] else { continue }
      judge(answer, movedTo: moved[request(for: place.value)], to: place, &report)
    }
    return addresses.count
  }

  /// Says that the network seems to be missing, where no address has led anywhere; nil where one has.
  static func network(_ answers: [String: Answer]) -> Message? {
    let hosts = Set(answers.keys.map(host))
    guard answers.values.contains(where: \.hasNoHost) || hosts.count > 1, answers.values.allSatisfy(\.hasNoWay) else {
      return nil
    }
    guard hosts.count == 1, let host = hosts.first else {
      return Message(
        ja: "どのサイトにもつながりません。この機械はネットワークにつながっていないようです。つながっているか、プロキシの設定（https_proxy）が要るかを確かめてください",
        en: "no site can be reached; this machine seems to have no network, or to want a proxy (https_proxy)")
    }
    return Message(
      ja: "'\(host)' が見つかりません。尋ねたのはここだけなので、この機械がネットワークにつながっていないのか、このアドレスの誤りなのかは分かりません",
      en:
        "'\(host)' cannot be found, and no other was asked: this machine seems to have no network, or the address is wrong"
    )
  }

  /// Returns where addresses have moved for good (301, 308). What leads on for now, to a page that asks who one is say, has
  /// not moved.
  private static func followMoves(from addresses: [String]) throws(FileError) -> [String: String] {
    var moved: [String: String] = [:]
    var pending = Dictionary(uniqueKeysWithValues: addresses.map { ($0, [$0]) })
    for _ in 0..<mostMoves where !pending.isEmpty {
      let answers = try ask(
        for: pending.keys.sorted(), headOnly: true, follows: false, Tally(.web, of: 0) { _, _, _ in })
      var next: [String: [String]] = [:]
      for (address, origins) in pending {
        guard let answer = answers[address], [301, 308].contains(answer.status), !answer.next.isEmpty else { continue }
        for origin in origins { moved[origin] = answer.next }
        next[answer.next, default: []] += origins
      }
      pending = next
    }
    return moved
  }

  /// How many moves of one page are followed.
  private static let mostMoves = 5

  private static func judge(
    _ answer: Answer, movedTo new: String?, to place: Located<String>, _ report: inout Report
  ) {
    let address = place.value
    if answer.hasNoHost {
      return report.add(
        deadLink, at: place.range,
        Message(ja: "サーバー '\(host(address))' がありません", en: "there is no host '\(host(address))'"))
    }
    if answer.code == 0, [404, 410].contains(answer.status) {
      return report.add(
        deadLink, at: place.range,
        Message(ja: "'\(address)' はもうありません（\(answer.status)）", en: "'\(address)' is gone (\(answer.status))"))
    }
    guard answer.isThere else {
      let reason = answer.reason
      return report.add(
        unansweredLink, at: place.range,
        Message(
          ja: "'\(address)' を確かめられません（\(reason.ja)）", en: "'\(address)' could not be checked (\(reason.en))"),
        help: Message(ja: "ブラウザーで開いてみてください", en: "open it in a browser"))
    }
    guard let new, !isSame(new, request(for: address)) else { return }
    report.add(
      movedLink, at: place.range, Message(ja: "'\(address)' は移っています", en: "'\(address)' has moved"),
      help: Message(ja: "今は \(new)", en: "it is \(new) now"))
  }

  /// Whether an address is the other but for its scheme and a slash at its end.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    func bare(_ address: String) -> Substring {
      let rest = address.drop { $0 != ":" }
      return rest.hasSuffix("/") ? rest.dropLast() : rest
    }
    return bare(one) == bare(other)
  }

  /// What is asked for: the address without its fragment, and with its path as bytes that every server takes.
  static func request(for address: String) -> String {
    let bytes = Array(address.utf8.prefix { $0 != UInt8(ascii: "#") })
    let slashes = bytes.firstIndex(of: UInt8(ascii: ":")).map { $0 + 3 } ?? 0
    let path = bytes.dropFirst(slashes).firstIndex { "/?".utf8.contains($0) } ?? bytes.endIndex
    var encoded: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      let isOfHost = index < path && (byte >= 0x80 || "[]".utf8.contains(byte))
      if isOfHost || "&'".utf8.contains(byte) {
        encoded.append(byte)
      } else {
        HTML.escapeAddress(CollectionOfOne(byte), into: &encoded)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func host(_ address: String) -> String {
    let rest = address.drop { $0 != ":" }.drop { ":/".contains($0) }
    return String(rest.prefix { !"/?#".contains($0) })
  }

  /// Asks several servers at once, each address once.
  private static func ask(
    for addresses: [String], headOnly: Bool, follows: Bool = true, _ tally: Tally
  ) throws(FileError) -> [String: Answer] {
    guard !addresses.isEmpty else { return [:] }
    let ended = try Program.run(
      [
        "curl", "--disable", "--silent", "--no-progress-meter", "--globoff", "--max-redirs", "10",
        "--proto", "=http,https", "--proto-redir", "=http,https", "--connect-timeout", "10", "--max-time", "30",
        "--retry", "2", "--retry-max-time", "60", "--parallel", "--parallel-max", "6",
        "--user-agent", "Mozilla/5.0 (compatible; tebiki)", "--write-out", "%{stderr}" + format,
      ] + (follows ? ["--location"] : []) + (headOnly ? ["--head"] : ["--range", "0-1023"]) + ["--config", "-"],
      input: addresses.flatMap { Array("url = \"\($0)\"\noutput = \"/dev/null\"\n".utf8) }, reading: .errors
    ) { written in
      for byte in written where byte == UInt8(ascii: "\n") { tally.count() }
    }
    guard let ended else {
      throw FileError(
        path: "curl",
        message: Message(
          ja: "curl が見つかりません。「apt-get install curl」などで入れてください",
          en: "there is no curl: install it, such as by 'apt-get install curl'"))
    }
    let said = String(decoding: ended.output, as: UTF8.self)
    let answers = parse(said, addresses)
    guard answers.count == addresses.count else {
      let line = said.split(separator: "\n").first { !$0.contains("\t") }.map(String.init) ?? "\(ended.status)"
      throw FileError(
        path: "curl",
        message: Message(ja: "curl が途中で終わりました：\(line)", en: "curl has ended before its work was done: \(line)"))
    }
    return answers
  }

  /// What curl writes of each address; the first is its number in the order of asking.
  private static let format =
    "%{urlnum}\\t%{exitcode}\\t%{response_code}\\t%{num_redirects}\\t%{url_effective}\\t%{redirect_url}\\t%{errormsg}\\n"

  /// Reads what curl has written of the addresses that it was asked for.
  static func parse(_ said: String, _ addresses: [String]) -> [String: Answer] {
    var answers: [String: Answer] = [:]
    for line in said.split(separator: "\n") {
      let fields = line.split(separator: "\t", maxSplits: 6, omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 7, let number = Int(fields[0]), addresses.indices.contains(number),
        let code = Int(fields[1]), let status = Int(fields[2]), let redirects = Int(fields[3])
      else { continue }
      answers[addresses[number]] = Answer(
        code: code, status: status, redirects: redirects, address: fields[4], next: fields[5], problem: fields[6])
    }
    return answers
  }
}

import Markup
import Plain
import Platform
import Source

/// A term to begin with, at the end of `glossary.yaml`.
package enum TermStarter {
  /// The glossary's path below `content/`.
  package static let path = "glossary.yaml"

  /// What stands for the wording that a term needs, until somebody writes it.
  static let sample = (
    reading: "よみ", plain: "やさしい言い換え", short: "言い換え", suru: "言い換えるように", compound: "言い換えの",
    explanation: "どういうものかを、一文で書きます。"
  )

  /// Returns the glossary with the term; `glossary` is what is there so far.
  package static func text(
    adding name: String, to glossary: [UInt8]?, of guide: Guide?
  ) throws(Starter.Refusal) -> [UInt8] {
    let name = name.composed
    guard name.contains(where: { $0.isLetter || $0.isNumber }), name.utf8.count <= 200,
      name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }),
      name.first != " ", name.last != " "
    else {
      throw Starter.Refusal(
        message: Message(
          ja: "用語は、文字を含む200バイトまでの一行です", en: "a term is one line with letters, of at most 200 bytes"))
    }
    let before = terms(of: glossary ?? [])
    let key = Lexicon.key(of: name)
    if let known = before?.first(where: {
      $0.spellings.contains { Lexicon.key(of: $0.value) == key }
    }) {
      throw Starter.Refusal(
        message: Message(
          ja: "「\(name)」は用語集の「\(known.name.value)」にあります", en: "'\(name)' is in the glossary: '\(known.name.value)'"))
    }
    if guide?.language.everyday.contains(where: { $0.value == name }) == true {
      throw Starter.Refusal(
        message: Message(
          ja: "「\(name)」は plain.yaml の everyday にあります。用語にするなら、先にそこから消してください",
          en: "'\(name)' is an everyday word of plain.yaml; remove it there first"))
    }
    var text = glossary ?? []
    if text.isEmpty { text = Array("# 用語集。サイトでは言葉に説明が付き、配付資料では方針（policy）に従って言い換えます。\nterms:\n".utf8) }
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    text += entry(named: name, indent: indent(in: text)).utf8
    guard let after = terms(of: text), after.count == (before?.count ?? 0) + 1, after.last?.name.value == name else {
      throw Starter.Refusal(
        message: Message(
          ja: "content/\(path) の終わりに用語を加えられません。「terms:」の下に「- term: …」の並びがある形にしてください",
          en: "no term can be added at the end of content/\(path): let it end with 'terms:' and a list of '- term: …'"))
    }
    let known = Set(mistakes(in: before ?? [], of: guide))
    if let mistake = mistakes(in: after, of: guide).first(where: { !known.contains($0) }) {
      throw Starter.Refusal(message: mistake.message)
    }
    return text
  }

  /// What the glossary's own rules find: a spelling that is there twice, above all.
  private static func mistakes(in terms: [Term], of guide: Guide?) -> [Diagnostic] {
    var language = guide?.language ?? PlainLanguage()
    language.terms = terms.sorted { $0.precedes($1) }
    return Glossary.check(language, Lexicon(language)).diagnostics
  }

  private static func terms(of bytes: [UInt8]) -> [Term]? {
    let text = TextFile(SourceFile(path: "content/\(path)", bytes: bytes), FileID(0), path: path)
    return text.report.hasErrors ? nil : text.terms
  }

  /// The blanks before the dash of the last term.
  private static func indent(in text: [UInt8]) -> String {
    let lines = text.split(separator: UInt8(ascii: "\n"))
    let last = lines.last { $0.drop { $0 == UInt8(ascii: " ") }.starts(with: "- term:".utf8) }
    return String(repeating: " ", count: last?.prefix { $0 == UInt8(ascii: " ") }.count ?? 2)
  }

  private static func entry(named name: String, indent: String) -> String {
    let quoted = "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    return """
      - term: \(quoted)
        # 読み（漢字を含む用語には必須）。用語集は読みの順に並びます
        reading: \(sample.reading)
        # 同じものの別の呼び方
        #variants: []
        # 用語として扱わない言い回し（例: 建物の脆弱性）
        #not_in: []
        # 方針（必須）: replace 言い換える、explain 言葉を残して説明を添える、avoid 使えば誤りにする、keep だれもが知る言葉
        policy: replace
        # 言い換え（名詞で終える。方針が replace なら必須）
        plain: \(sample.plain)
        # 見出しや表で使う、10文字までの言い換え
        short: \(sample.short)
        # 「する」の前での言い換え（例: 暗号化 → 読めない形に）
        #suru: \(sample.suru)
        # ほかの名詞の前での言い換え（例: 本人確認の）
        #compound: \(sample.compound)
        # サイトの用語集に出る説明
        explain: \(sample.explanation)
        # 見つかるべき文と、見つかってはならない文
        #tests: {hit: [], miss: []}

      """.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : indent + $0 }.joined(separator: "\n")
  }
}

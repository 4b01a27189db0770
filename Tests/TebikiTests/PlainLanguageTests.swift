import Foundation
import Testing

/// The gate over the guide that ships: no false alarm, and no term gets through.
@Suite struct PlainLanguageTests {
  /// The repository, whose `content/` is the guide that ships.
  static let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Terms that the glossary does not have, spelled in every way that one can think of.
  static let planted = [
    "ハイパーバイザー", "ﾊｲﾊﾟｰﾊﾞｲｻﾞｰ", "コンテナオーケストレーション", "キャプチャ", "ｷｬﾌﾟﾁｬ", "キャプチャ-", "デプロイ", "デプロイメント", "プロビジョニング",
    "オンプレミス", "オンプレ", "ミドルウェア", "ミドルウエア", "レイテンシ", "レイテンシー", "スループット", "ロールバック", "フェイルオーバー", "フェールオーバー",
    "スナップショット", "レプリケーション", "シャーディング", "キャッシュサーバー", "プロキシ", "プロクシ", "プロキシーサーバー", "トンネリング", "スニッフィング",
    "サンドボックス", "サンド・ボックス", "ホワイトリスティング", "ペイロード", "バックドア", "ルートキット", "キーロガー", "クロスサイトスクリプティング",
    "Kubernetes", "ｋｕｂｅｒｎｅｔｅｓ", "DevOps", "SSH", "ＳＳＨ", "TLS1.3", "NGAV", "OpenVPN", "user_id", "WAF", "Log4j", "CI/CD",
    "ZTNA", "IaaS",
    "SD-WAN", "コマンド＆コントロール", "ディスパッチャー", "ヴァーチャルマシン", "ウェブフック",
  ]

  /// Sheets whose last section every trade words for itself.
  static let toldByTheTradesAlone = ["cases.md", "support.md"]

  @Test func `whatever is planted in the shipped sheets is found, and nothing else`() throws {
    let project = try CommandTests.Project()
    try FileManager.default.removeItem(atPath: project.path + "/content")
    try FileManager.default.copyItem(atPath: Self.guide + "/content", toPath: project.path + "/content")
    try FileManager.default.copyItem(atPath: Self.guide + "/themes", toPath: project.path + "/themes")
    let clean = try project.run("check", "--format", "json")
    let alarms = clean.diagnostics.filter { $0["severity"] as? String != "hint" }
    #expect(clean.status == 0 && alarms.isEmpty, "\(alarms.compactMap { $0["message"] })")

    let sheets = try FileManager.default.contentsOfDirectory(atPath: project.path + "/content/handouts")
      .filter { $0.hasSuffix(".md") && $0 != "index.md" }.sorted()
      .map { "content/handouts/\(Self.toldByTheTradesAlone.contains($0) ? $0.dropLast(3) + "/clinic.md" : $0[...])" }
    for (index, word) in Self.planted.enumerated() {
      let sheet = sheets[index % sheets.count]
      let text = try #require(project.text(sheet))
      try project.write(Data((text + "\n\n次は\(word)を見ます。\n").utf8), to: sheet)
    }
    let found = try project.run("check", "--format", "json").diagnostics
      .filter { ["unknown-word", "unexplained-jargon"].contains($0["name"] as? String ?? "") }
      .map { "\($0["file"] as? String ?? ""):\($0["line"] as? Int ?? 0)" }
    for (index, word) in Self.planted.enumerated() {
      let sheet = sheets[index % sheets.count]
      let lines = try #require(project.text(sheet)).split(separator: "\n", omittingEmptySubsequences: false)
      let line = try #require(lines.firstIndex { $0 == "次は\(word)を見ます。" })
      #expect(found.contains("\(sheet):\(line + 1)"), "\(word)")
    }
  }

  @Test func `a trade's own wording brings no term onto a sheet`() throws {
    let project = try CommandTests.Project([
      "content/industries/clinic.md": PrintTests.industry + "\n",
      "content/industries/shop.md": PrintTests.industry.replacingOccurrences(
        of: "---\ntitle", with: "---\nwords:\n  備え: ハッシュの備え\ntitle"),
      "content/glossary.yaml": "terms:\n  - term: ハッシュ\n    plain: 指紋\n    policy: replace\n",
      "content/handouts/a.md": "---\ntitle: 題\naudience: executive\n---\n備えを見ます。\n",
    ])
    let found = try project.run("check", "--format", "json").diagnostics.filter { $0["severity"] as? String == "error" }
    #expect(
      found.map { "\($0["file"] ?? ""):\($0["line"] ?? 0) \($0["name"] ?? "")" } == [
        "content/industries/shop.md:3 wording-not-plain"
      ])
  }

  @Test func `the glossary is as large as it promises`() throws {
    let glossary = try String(contentsOfFile: Self.guide + "/content/glossary.yaml", encoding: .utf8)
    let names = glossary.split(separator: "\n").filter { $0.hasPrefix("  - term: ") }.map { $0.dropFirst(10) }
    let kanji = names.filter { name in
      name.unicodeScalars.allSatisfy { $0.value > 0x3000 && !(0x30A1...0x30FF).contains($0.value) }
    }
    #expect(names.count >= 150 && kanji.count >= 60)
    let plain = try String(contentsOfFile: Self.guide + "/content/plain.yaml", encoding: .utf8)
    #expect(plain.split(separator: "\n").count { $0.hasPrefix("  - ") } >= 400)
  }
}

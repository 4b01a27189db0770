/// Small projects with one slip after another, for the examples of docs/site.
enum Slips {
  static let projects = [markdown, items, sheets, words, themes]

  private static let industry = PrintTests.industry + "\n"

  private static func page(_ title: String, _ text: String, _ keys: String = "") -> String {
    "---\ntitle: \(title)\n\(keys)---\n\(text)\n"
  }

  private static func sheet(_ text: String) -> String { page("資料", text, "audience: executive\n") }

  private static let markdown = [
    "content/a.md": page("甲", "[二つ目](b.md#無い見出し)と![図](none.png)を見ます。\n\n注があります[^1]。\n\n[^2]: だれも読まない注"),
    "content/b.md": page("乙", "** 重要 **です。\n\n## 一 {#one}\n\n## 二 {#one}\n\n## 三 {#a b}"),
    "content/c.md": page("丙", ":::note\n閉じていません。"), "content/d.md": page("丁", "前\n\n<!-- 閉じていません\n\n後"),
    "content/e.md": page("戊", ":::note limit=3\n本文\n:::\n\n:::offers\n"),
    "content/f.md": page("己", ":::include loop\n"), "content/_parts/loop.md": ":::include loop\n",
    "content/h.md": page("辛", "# 辛\n\n!!! note \"題\"\n    本文"),
    "content/i.md": page(
      "壬",
      "## 一 {#fn-1}\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 | 三 |\n\n{漢字|かん|じ|}"
        + "\n\n| 甲 | 乙 |\n|---|\n\n#　見出し\n\n`a\u{200B}b`"),
    "content/g.md": page("庚", "本文", "aliases: [old.html]\n"),
  ]

  private static let items = [
    "content/a/01-first.md": page("甲", "本文"), "content/a/02-first.md": page("乙", "本文"),
    "content/resources/desk.md": page(
      "窓口", "本文", "url: https://example.jp/\npublisher: 役所\nfor: [vendor]\nverified: 2026-01-10\n"),
    "content/resources/more/desk.md": page(
      "窓口", "本文", "url: https://example.jp/\npublisher: 役所\nfor: [vendor]\n"),
    "content/measures/m.md": page("対策", "本文", "cost: free\neffect: 1\nwho: both\nresources: [dusk]\n"),
    "content/industries/clinic.md": industry,
    "content/figures/f.yaml":
      "type: bar\ntitle: 図\nsource: 当社\nalt: 図\nunit: 件\ndata:\n  - {label: 甲, value: 1}\nlabels: {clinic: {乙: 丙}}\n",
    "content/figures/stops.yaml": "type: timeline\ntitle: 図\nsource: 当社\nalt: 図\ndata: industry.stops\n",
    "content/b.md": page("丙", ":::figure stops"), "content/c.md": page("新しいページ", "本文", "tags: [甲、乙]\n"),
  ]

  private static let sheets = [
    "content/industries/clinic.md": industry,
    "content/handouts/a.md": sheet(
      "[前のページ](../index.md)を見ます。\n\n:::resources\n\n## 一つ目\n\n本文です。\n\n## 二つ目\n\n本文です。\n\n## 二つ目\n\n本文です。"),
    "content/handouts/a/clinic.md": "## 三つ目\n\n本文です。\n\n## 二つ目\n\n本文です。\n",
    "content/handouts/b.md": sheet("## 商品\n\n:::offers\n\n## 備え\n\n備えます。"),
  ]

  private static let words = [
    "content/industries/clinic.md": industry.replacing("\n---\n", with: "\nwords: {朝礼: 朝の集まり}\n---\n"),
    "content/glossary.yaml": """
    terms:
      - {term: 暗号化, reading: あんごうか, policy: replace, plain: 復号しにくくすること, tests: {hit: [鍵], miss: []}}
      - {term: 復号, reading: ふくごう, policy: avoid, plain: 元に戻すこと, explain: 元に戻すことです。}
      - {term: サーバ, policy: keep}
      - {term: サーバー, policy: keep}

    """,
    "content/handouts/a.md": sheet(
      """
      お客様の大事な情報を守るには、まず、だれが、いつ、どこで、何を使っているのかを、みなで確かめて、そのあとで、一つずつ直していくほかに、よいやり方は見つからないものと考えています。

      備えがなくはないわけではありません。備えをすることができる。詳しくは https://example.jp/ を見ます。

      絶対に止まりません（と聞きます。ｶﾅも読めます。

      一つです。二つです。三つです。四つです。五つです。

      情報保護管理責任者会議を開きます。

      - 一
      - 二
      - 三
      - 四
      - 五
      - 六
      - 七
      - 八

      <!-- plain: off kanji-run because 名前なので -->

      短い文です。

      <!-- plain: off kanji-run -->

      短い文です。
      """),
  ]

  private static let themes = [
    "content/site.yaml": "title: 試し\ntheme: mine\n", "themes/mine/theme.yaml": "extends: standard\n",
    "themes/mine/partials/footer.mustache": "{{site_titel}}{{{site_title}}}{{> none}}\n",
    "themes/mine/partials/extra-head.mustache": "{{#site_title}}\n",
    "themes/mine/templates/404.mustache": "{{<page}}\nここの文は出ません\n{{$text}}{{body}}{{/text}}\n{{/page}}\n",
    "themes/mine/partials/nobody.mustache": "だれも呼びません\n",
  ]
}

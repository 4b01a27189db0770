package import Template

/// What the templates of the standard theme can say; the theme reference is made from it.
package enum PageShape {
  static let link = Shape([
    .init("title", .text, "題名"), .init("href", .text, "そのページからの相対アドレス"),
  ])

  static let item = Shape([
    .init("title", .text, "題名"), .init("href", .text, "そのページからの相対アドレス"),
    .init("description", .text, "一文の説明"), .init("label", .text, "種類を示す短い語"),
  ])

  static let menuEntry = Shape([
    .init("title", .text, "題名"), .init("href", .text, "相対アドレス"), .init("current", .flag, "今いる所か"),
  ])

  static let outlineEntry = Shape([
    .init("title", .text, "見出し"), .init("href", .text, "# で始まるアドレス"), .init("level", .text, "2 か 3"),
  ])

  static let fact = Shape([
    .init("name", .text, "項目"), .init("value", .text, "値"), .init("href", .text, "リンク先（なければ空）"),
  ])

  static let relation = Shape([
    .init("title", .text, "どう関わるか"), .init("note", .text, "添え書き"), .init("items", .list(item), "関わるページ"),
    .init("more", .text, "ここに出さなかったページの数（なければ空）"),
  ])

  static let pathStep = Shape([
    .init("title", .text, "読み順の題名"), .init("href", .text, "読み順の一覧の、その場所への相対アドレス"),
    .init("position", .text, "何番目か"), .init("count", .text, "全部で何ページか"),
    .init("next", .record(link), "読み順で次のページ"),
  ])

  static let readingPath = Shape([
    .init("title", .text, "読み順の題名"), .init("href", .text, "読み順の一覧の、その場所への相対アドレス"),
    .init("role", .text, "だれのためか（なければ空）"), .init("count", .text, "全部で何ページか"),
    .init("first", .record(link), "読み順の最初のページ"),
  ])

  static let group = Shape([
    .init("id", .text, "ページの中の場所"), .init("title", .text, "見出し（なければ空）"), .init("label", .text, "種類を示す短い語（なければ空）"),
    .init("href", .text, "見出しのリンク先（なければ空）"), .init("note", .text, "添え書き（なければ空）"),
    .init("is_ordered", .flag, "順番に意味があるか"), .init("items", .list(item), "ページ"),
  ])

  static let role = Shape([.init("name", .text, "役割")])

  static let sheetLink = Shape([
    .init("title", .text, "資料の題名"), .init("href", .text, "相対アドレス"), .init("description", .text, "一文の説明"),
    .init("audience", .text, "だれ向けか"), .init("pages", .text, "約束したページ数"),
    .init("talk_href", .text, "話し方の覚え書きへの相対アドレス（なければ空）"),
  ])

  static let industry = Shape([
    .init("id", .text, "業種の id"), .init("name", .text, "業種"), .init("description", .text, "一文の説明"),
    .init("pack_href", .text, "資料一式への相対アドレス"), .init("sheets", .list(sheetLink), "資料"),
  ])

  static let term = Shape([
    .init("id", .text, "ページの中の場所"), .init("name", .text, "用語"), .init("reading", .text, "読み"),
    .init("variants", .text, "ほかの呼び方（なければ空）"), .init("explanation", .text, "説明"),
    .init("plain", .text, "お客様に話すときの言い方（なければ空）"), .init("has_pages", .flag, "使っているページがあるか"),
    .init("pages", .list(link), "使っているページ"),
    .init("more", .text, "ほかに使っているページの数（なければ空）"),
  ])

  static let termGroup = Shape([
    .init("name", .text, "見出しの仮名"), .init("id", .text, "ページの中の場所"), .init("terms", .list(term), "用語"),
  ])

  static let vendor = Shape(
    [.init("logo", .text, "ロゴの data: アドレス（なければ空）")]
      + ["name", "person", "phone", "hours", "emergency", "fax", "email", "address", "url"].map {
        .init($0, .text, "vendor.yaml の \($0)（なければ空）")
      } + [.init("name_parts", .list(namePart), "name を、行を変えてよい所で分けたもの")])

  static let namePart = Shape([.init("text", .text, "会社の名前の一部")])

  static let sheetOrigin = Shape([.init("title", .text, "もとの手引きの題名"), .init("publisher", .text, "発行者")])

  static let origin = Shape([
    .init("title", .text, "もとの手引きの題名"), .init("publisher", .text, "発行者"), .init("url", .text, "アドレス"),
    .init("edition", .text, "版"),
  ])

  /// What every page of the site can say.
  package static let common: [Shape.Field] = [
    .init("language", .text, "言語（ja）"), .init("site_title", .text, "サイトの題名"),
    .init("site_description", .text, "サイトの説明"),
    .init("root", .text, "サイトの最上位へのパス（空か ../ の並び。404.html では、base_url があれば / で始まる）"),
    .init("title", .text, "ページの題名"), .init("head_title", .text, "<title> の文"), .init("description", .text, "一文の説明"),
    .init("kind", .text, "種類の名前（英語）"), .init("kind_name", .text, "種類の名前"), .init("is_home", .flag, "最初のページか"),
    .init("body", .html, "本文"),
    .init("home_href", .text, "最初のページへのアドレス"),
    .init("canonical", .text, "正式なアドレス（base_url がなければ空）"), .init("og_type", .text, "OpenGraph の種類（website か article）"),
    .init("og_locale", .text, "OpenGraph の地域（ja_JP。分からなければ空）"), .init("json_ld", .html, "JSON-LD（なければ空）"),
    .init("has_menu", .flag, "メニューがあるか"), .init("menu", .list(menuEntry), "上のメニュー"),
    .init("nav", .html, "節の目次"), .init("crumbs", .list(link), "パンくず"),
    .init("has_outline", .flag, "見出しがあるか"), .init("outline", .list(outlineEntry), "ページの見出し"),
    .init("has_facts", .flag, "項目があるか"), .init("facts", .list(fact), "種類ごとの項目"),
    .init("relations", .list(relation), "関わるページ"),
    .init("has_children", .flag, "節の中にページがあるか"), .init("children", .list(item), "節の中のページ"),
    .init("has_pager", .flag, "前か次のページがあるか"), .init("previous", .record(link), "前のページ"),
    .init("next", .record(link), "次のページ"), .init("has_path_steps", .flag, "読み順の中にあるか"),
    .init("path_steps", .list(pathStep), "このページを通る読み順"),
    .init("has_paths", .flag, "読み順を示すか（最初のページだけ）"), .init("paths", .list(readingPath), "読み順"),
    .init("print_href", .text, "この部を一つの文書にしたページへの相対アドレス（なければ空）"),
    .init("has_tags", .flag, "タグがあるか"), .init("tags", .list(link), "タグ"),
    .init("has_ways", .flag, "ほかの探し方があるか"), .init("ways", .list(link), "ほかの探し方（読む順番、力と責務、タグ、更新）"),
    .init("has_feed", .flag, "feed.xml に載るページがあるか（日付のあるページがあるか）"),
    .init("is_unsearched", .flag, "検索から外すか（タグの一覧など）"),
    .init("has_roles", .flag, "読み手が示されているか"),
    .init("roles", .list(role), "だれのためのページか"),
    .init("updated", .text, "更新日"), .init("updated_iso", .text, "更新日（2026-11-22 の形）"),
    .init("source", .record(origin), "もとの手引き"),
  ]

  /// Every template that a theme has, what it can say, and what it is for.
  package static let templates: [(name: String, shape: Shape, summary: String)] = [
    ("page", page, "手引きの各ページ。どの種類も同じです"), ("list", list, "読む順番、力と責務、タグの一覧"),
    ("part", part, "parts/ の部を一つの文書にした、印刷用のページ"), ("glossary", glossary, "用語集"),
    ("handouts", handouts, "配付資料の一覧"), ("404", page, "見つからないときのページ"), ("redirect", redirect, "前のアドレス（aliases）に置くページ"),
    ("sheet", sheet, "配付資料1種"), ("pack", pack, "業種ごとの資料一式"),
    ("talk", talk, "話し方の覚え書き（site.yaml の talk: true のときだけ要ります）"),
  ]

  /// The shape of `page` and `404`.
  package static let page = Shape(common)

  /// The shape of `redirect`, the page at an address that a page once had.
  package static let redirect = Shape([
    .init("language", .text, "言語（ja）"), .init("title", .text, "今のページの題名"), .init("href", .text, "今のページへの相対アドレス"),
    .init("canonical", .text, "今のページの正式なアドレス（base_url がなければ相対アドレス）"),
  ])

  /// The shape of `handouts`.
  package static let handouts = Shape(common + [.init("industries", .list(industry), "業種と、その配付資料")])

  /// The shape of `list`: reading paths, pages by capability and responsibility, tags.
  package static let list = Shape(common + [.init("groups", .list(group), "まとまりごとのページ")])

  static let chapter = Shape([
    .init("id", .text, "見出しの場所"), .init("title", .text, "題名"), .init("description", .text, "一文の説明（なければ空）"),
    .init("is_first", .flag, "部そのもののページか"), .init("heading", .html, "段階に合った見出し（部そのもののページでは空）"),
    .init("body", .html, "本文（見出しの段階と場所を付け替えたもの）"),
  ])

  /// The shape of `part`: a whole part as one document.
  package static let part = Shape(
    common + [
      .init("has_chapters", .flag, "二つ以上のページがあるか"),
      .init("chapters", .list(chapter), "部のページ"),
    ])

  /// The shape of `glossary`.
  package static let glossary = Shape(common + [.init("groups", .list(termGroup), "五十音順の用語")])

  private static let sheetFields: [Shape.Field] = [
    .init("language", .text, "言語（ja）"), .init("title", .text, "<title> の文"), .init("sheet_title", .text, "資料の題名"),
    .init("industry", .text, "業種"), .init("addressee", .text, "宛名"), .init("is_long", .flag, "宛名が長いか"),
    .init("group", .text, "個人宛てにしない資料の読み手（なければ空）"), .init("number", .text, "資料番号"),
    .init("version", .text, "版"), .init("date", .text, "日付"), .init("valid_until", .text, "有効期限（なければ空）"),
    .init("body", .html, "本文"), .init("styles", .html, "assets/sheet.css の中身"), .init("pages", .text, "約束したページ数"),
    .init("vendor", .record(vendor), "会社（値は空のことがある）"),
    .init("source", .record(sheetOrigin), "もとの手引き"),
    .init("back", .text, "handouts/index.html への相対アドレス"),
    .init("script", .text, "assets/sheet.js への相対アドレス（名前を画面で入れない資料では空）"),
  ]

  /// The shape of `sheet`.
  package static let sheet = Shape(sheetFields)

  /// The shape of `pack`.
  package static let pack = Shape([
    .init("language", .text, "言語（ja）"), .init("title", .text, "<title> の文"),
    .init("styles", .html, "assets/sheet.css の中身"),
    .init("industry", .text, "業種"), .init("back", .text, "handouts/index.html への相対アドレス"),
    .init("script", .text, "assets/sheet.js への相対アドレス（名前を画面で入れない資料では空）"),
    .init("sheets", .list(sheet), "資料"),
  ])

  /// The shape of `talk`, which a theme needs where `site.yaml` says `talk: true`.
  package static let talk = Shape([
    .init("language", .text, "言語（ja）"), .init("root", .text, "サイトの最上位への相対パス"),
    .init("title", .text, "<title> の文"), .init("sheet_title", .text, "資料の題名"), .init("industry", .text, "業種"),
    .init("styles", .html, "assets/sheet.css の中身"), .init("body", .html, "資料の本文と、その脇で話すこと（class は talk）"),
    .init("back", .text, "handouts/index.html への相対アドレス"), .init("sheet_href", .text, "資料への相対アドレス"),
    .init("sentence_length", .text, "資料の一文の平均の字数"), .init("kanji_percent", .text, "資料の本文の漢字の割合（%）"),
    .init("replaced", .text, "資料で言い換えた用語の数"),
  ])
}

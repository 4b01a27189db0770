import Markup

@testable import GuideModel

/// The directives and values of the dialect as tables.
enum DirectiveReference {
  static var directives: String {
    let (anywhere, onSheets) = (
      Directive.Name.allCases.filter(\.isForPages), Directive.Name.allCases.filter { !$0.isForPages }
    )
    return "### ページと資料で\n\n\(table(of: anywhere))\n### 資料だけで\n\n\(table(of: onSheets))"
  }

  private static func table(of names: [Directive.Name]) -> String {
    var text = "| 指示 | キー | 内容 |\n| --- | --- | --- |\n"
    for name in names {
      let keys = name.keys.map { "`\($0)=`" }.joined(separator: " ")
      text += "| `:::\(name.rawValue)`\(name.words) | \(keys)"
      text += " | \(name.summary)\(name.isContainer ? "（`:::` で閉じる）" : "") |\n"
    }
    return text
  }

  static var values: String {
    var text = "| 値 | 置ける所 | 内容 |\n| --- | --- | --- |\n"
    for path in Guide.valuePaths {
      let isForPages = ["site.", "today", "vendor."].contains(where: path.hasPrefix)
      text += "| `{{\(path)}}` | \(isForPages ? "ページと資料" : "資料") | \(summaries[path] ?? "") |\n"
    }
    return text
  }

  private static let summaries = [
    "site.title": "サイトの題名", "today": "作った日（お客様の資料では、お客様の行の日付）",
    "vendor.name": "自社の名前", "vendor.phone": "自社の電話番号", "vendor.hours": "自社の受付の時間",
    "vendor.emergency": "自社の夜間や休日の連絡先", "vendor.fax": "自社のファクスの番号",
    "vendor.email": "自社のメールアドレス", "vendor.url": "自社のサイト", "vendor.address": "自社の住所",
    "vendor.person": "自社の担当者", "vendor.registration": "自社の登録番号など",
    "industry.name": "業種の名前", "industry.head": "経営者の呼び方", "industry.clients": "その会社が相手にする人の呼び方",
    "industry.place": "働く場所の呼び方", "industry.you": "読み手の会社の呼び方", "industry.staff": "働く人の呼び方",
    "industry.season": "忙しい時期", "industry.data": "預かっているもの（「、」でつなぐ）",
    "industry.systems": "仕事を動かしているもの（「、」でつなぐ）",
    "customer.name": "お客様の会社の名前", "customer.person": "お客様の担当者", "customer.title": "担当者の役職",
    "customer.honorific": "敬称", "customer.note": "お客様への一言", "customer.date": "お客様に渡す日",
  ]
}

extension Directive.Name {
  /// The words that stand behind the name.
  fileprivate var words: String {
    switch self {
    case .note, .tip, .important, .warning, .caution: " 題名"
    case .include: " 名前"
    case .figure, .practice: " ID"
    case .qr: " アドレス 題名"
    case .when, .lead, .checklist, .columns, .talk, .incidents, .resources, .measures, .roles, .contact, .signatures,
      .offers, .notice, .rules:
      ""
    }
  }

  fileprivate var summary: String {
    switch self {
    case .note: "補足の囲み。題名は書かなくてもよい"
    case .tip: "こつの囲み"
    case .important: "大事なことの囲み"
    case .warning: "気を付けることの囲み"
    case .caution: "してはならないことの囲み"
    case .when: "書いた条件がすべて合う資料にだけ残る"
    case .lead: "最初に見る一文"
    case .checklist: "印を付ける四角が並ぶ。資料でキーを書くと、対策の題名が先に入る"
    case .columns: "「---」で分けた二段組み"
    case .talk: "営業の手控えにだけ出る話し方。資料には出ない"
    case .incidents: "事例。`ids` がなければその業種のもの、なければ近い業種のもの（`limit` がなければ一つ）"
    case .resources: "お客様向けの公的な資料。一つずつ二次元コードが付く"
    case .measures: "対策。`style=table` なら費用ごとの表"
    case .roles: "だれが何をするかの表。最後の列は契約による"
    case .figure: "図。業種の値で描く"
    case .qr: "二次元コード"
    case .contact: "連絡先"
    case .signatures: "双方の確認欄"
    case .include: "断片 `_parts/名前.md` の中身"
    case .practice: "プラクティスの一文。`section=見出し` なら、その節"
    case .offers: "自社の商品と価格。なければ見出しごと省く"
    case .notice: "作る日までで一番新しいお知らせ"
    case .rules: "業種の決まり（`rules`）。なければ見出しごと省く"
    }
  }
}

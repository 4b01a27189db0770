import Source

/// The columns that a customers' file can have.
package enum CustomerColumn: String, CaseIterable, Sendable {
  case id, name, industry, honorific, person, title, contract, sheets, date, note, offers

  static let required: [CustomerColumn] = [.id, .name, .industry]

  /// What a sheet has where it says something of the column; nil for a column that no sheet has to ask for.
  var wayToPrint: String? {
    switch self {
    case .note: "{{customer.note}}"
    case .contract: ":::roles"
    case .offers: ":::offers"
    case .id, .name, .industry, .honorific, .person, .title, .sheets, .date: nil
    }
  }

  /// How its head is written in Japanese.
  var japaneseHead: String {
    switch self {
    case .id: "お客様番号"
    case .name: "会社名"
    case .industry: "業種"
    case .honorific: "敬称"
    case .person: "担当者"
    case .title: "役職"
    case .contract: "契約"
    case .sheets: "資料"
    case .date: "日付"
    case .note: "備考"
    case .offers: "商品"
    }
  }

  /// The columns that a head can mean, the likeliest first, as address books and spreadsheets have them.
  static func meant(by head: String) -> [CustomerColumn] {
    if let column = CustomerColumn(rawValue: head) { return [column] }
    switch head {
    case "番号", "no", "no.", "コード", "管理番号", "通し番号", "連番", "お客様id", "お客様no", "お客様no.", "お客様番号", "お客様コード", "お客さま番号",
      "お客さまid", "お客さまコード", "顧客id", "顧客no", "顧客no.", "顧客番号", "顧客コード", "会員番号", "取引先id", "取引先番号", "取引先コード", "得意先番号",
      "得意先コード",
      "会社コード", "会社id", "会社番号", "customerid":
      return [.id]
    case "会社名", "会社名称", "会社", "社名", "貴社名", "御社名", "お客様名", "お客様", "お客さま名", "お客さま", "お客様名称", "顧客名", "顧客名称", "顧客", "企業名",
      "法人名",
      "団体名", "組織名", "事業者名", "事業所名", "取引先", "取引先名", "得意先", "得意先名", "店名", "店舗名", "屋号", "医院名", "病院名", "施設名", "学校名",
      "company",
      "companyname", "customername":
      return [.name]
    case "名前", "お名前", "名称": return [.name, .person]
    case "業種", "業種id", "業種コード", "業種名", "業界", "業態": return [.industry]
    case "敬称": return [.honorific]
    case "ご担当", "担当者", "担当者名", "担当者氏名", "担当者様", "ご担当者", "ご担当者名", "ご担当者様", "ご担当者氏名", "先方担当者", "先方担当", "お客様担当者",
      "お客様担当者名", "代表",
      "代表者", "代表者名", "代表者氏名", "宛名", "氏名", "姓名":
      return [.person]
    case "役職", "役職名", "お役職", "肩書", "肩書き": return [.title]
    case "契約", "契約種別", "契約区分", "契約の種類", "契約内容", "契約状況", "契約の有無", "契約有無", "ご契約", "保守契約", "保守": return [.contract]
    case "資料", "資料名", "資料id", "配付資料", "配布資料", "お渡しする資料", "渡す資料": return [.sheets]
    case "日付", "作成日", "発行日", "訪問日", "訪問予定日", "お渡し日", "年月日": return [.date]
    case "備考", "備考欄", "メモ", "一言", "ひとこと", "メッセージ", "コメント": return [.note]
    case "商品", "商品名", "商品id", "提案", "おすすめ", "お勧め", "おすすめ商品", "お勧め商品", "提案商品", "ご提案": return [.offers]
    default: return []
    }
  }
}

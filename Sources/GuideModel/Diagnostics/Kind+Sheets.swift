import Platform
package import Source

// The kinds of mistakes that composing sheets finds.

extension Diagnostic.Kind {
  package static let unknownValue = Diagnostic.Kind(
    "T307", "unknown-value", .error,
    Message(
      ja: "「{{…}}」の中のパスが、使える値のどれでもありません。つづりを直してください。使える値は、知らせの中に示します。",
      en: "The path inside '{{…}}' is none of the values that there are. The message names the nearest, or all of them."
    ))

  package static let linkOnSheet = Diagnostic.Kind(
    "T308", "link-on-sheet", .error,
    Message(
      ja: "紙の上ではリンクを押せません。アドレスは「:::qr アドレス 題名」で二次元コードにします。",
      en: "A link is useless on paper: ':::qr ADDRESS TITLE' makes a code of the address."))

  package static let emptyBlock = Diagnostic.Kind(
    "T309", "empty-block", .error,
    Message(
      ja: "取り込む指示に当てはまるものが一つもなく、その場所が空になります。当てはまる項目を作るか、条件をゆるめるか、指示を消してください。",
      en:
        "Nothing fits what a directive pulls in, so that its place would be empty. Write an item that fits, ask for less, or remove the directive."
    ))

  package static let emptySection = Diagnostic.Kind(
    "T344", "empty-section", .hint,
    Message(
      ja: "取り込むものがまだ一つもないので、見出しだけが残ります。紙に見出しだけを刷らないように、見出しごと省きます。",
      en: "There is nothing yet to pull in, and a heading would stand alone. It is left out together with its section.")
  )

  package static let unusedWording = Diagnostic.Kind(
    "T530", "unused-wording", .warning,
    Message(
      ja: """
        業種の words にある言葉が、その業種のどの資料にも、資料が取り込める対策と事例にも出てきません。文を書き換えると、気付かない\
        うちに言い換えが効かなくなります。いまの文に合わせて直すか、要らなければ消します。
        """,
      en: """
        A phrase in an industry's 'words' is on none of its sheets, nor in a measure or an incident that they could pull \
        in. When such a text is reworded, a trade's own wording would silently stop: mend the phrase, or remove it.
        """))

  package static let unprintedColumn = Diagnostic.Kind(
    "T531", "unprinted-column", .warning,
    Message(
      ja: "お客様のファイルに値のある列が、そのファイルから作るどの資料にも出てきません。出したい資料に書き足すか、要らない列なら消してください。",
      en: """
        A column of a customers' file is filled, and none of the sheets that are made from the file says anything of \
        it. Let a sheet print it, or remove the column.
        """))

  package static let needsTrade = Diagnostic.Kind(
    "T332", "needs-trade", .error,
    Message(
      ja: "業種によって変わる図は、業種の決まっている所（配付資料と、業種のページ）だけに描けます。",
      en:
        "A figure that depends on the trade can be drawn only where there is one: on sheets and on an industry's page.")
  )

  package static let ambiguousCustomer = Diagnostic.Kind(
    "T519", "ambiguous-customer", .error,
    Message(
      ja:
        "配付資料では、「お客様」と書くと、当社のお客様（読み手）なのか、読み手のお客様なのかが分かりません。読み手の会社は {{industry.you}}、読み手のお客様は {{industry.clients}} と書きます。",
      en:
        "On a sheet, お客様 may be the vendor's customer, who reads it, or the reader's own customers. Write {{industry.you}} for the reader, {{industry.clients}} for those customers."
    ))

  package static let stillSample = Diagnostic.Kind(
    "T108", "still-sample", .hint,
    Message(
      ja: "「tebiki new」が書くファイルは、そのままで組み立てられます。題名や止まるものなどが見本のままだと、見本が資料に印刷されます。用語の見本は警告で、その言葉がどれかの資料にあれば、誤りです。",
      en: """
        What 'tebiki new' writes builds as it stands. While its title, say, or what stops is the sample's, the sample is \
        printed. The sample of a term is a warning, and an error once a sheet has the term.
        """
    ))
}

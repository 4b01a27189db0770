import Platform
package import Source

/// The kinds of mistakes that reading texts finds.
package enum MarkupRules {
  package static let invalidUTF8 = Diagnostic.Kind(
    "T001", "invalid-utf8", .error,
    Message(
      ja: "ファイルはすべて UTF-8 で書きます。ほかの文字コード（Shift_JIS など）で保存されたか、途中で壊れています。エディターで UTF-8 として保存し直してください。",
      en:
        "Every file is UTF-8. This one was saved in another encoding (Shift_JIS, say) or is damaged. Save it as UTF-8.")
  )

  package static let reservedCharacter = Diagnostic.Kind(
    "T002", "reserved-character", .error,
    Message(
      ja: "U+FDD0 から U+FDD2 は文字ではなく（Unicode の非文字）、Tebiki が強調の印を読むために内部で使います。消してください。",
      en:
        "U+FDD0 to U+FDD2 are no characters (Unicode noncharacters); Tebiki uses them inside to read emphasis. Remove them."
    ))

  package static let tableLimit = Diagnostic.Kind(
    "T004", "table-limit", .error,
    Message(
      ja: "表の行に足りないセルは空のセルで補います。その数が多すぎると、短い文章が巨大なページになるので、10万個までにしています。",
      en: """
        Rows that are too short are filled up with empty cells. So that a short text cannot become a huge page, at most
        100,000 are added to one text.
        """))

  package static let invalidYAML = Diagnostic.Kind(
    "T101", "invalid-yaml", .error,
    Message(
      ja: "YAML として読めません。字下げ、コロンの後の空白、引用符の閉じ忘れを確かめてください。別名（&、*）とタグ（!）は使えません。",
      en: "This is no YAML that Tebiki reads. Check the indentation, the blank after a colon, and unclosed quotes. "
        + "Aliases (&, *) and tags (!) are not taken."))

  package static let wideSign = Diagnostic.Kind(
    "T107", "wide-sign", .warning,
    Message(
      ja: """
        YAML の並びを区切るのは半角の「,」、値を囲むのは半角の「"」です。[甲、乙] は一つの項目になり、”題名” の引用符はそのまま\
        表示されます。本当にそのとおりの値なら、半角の引用符で囲むと、この知らせは出なくなります。
        """,
      en: """
        In YAML ',' parts items, and '"' quotes a value. [甲、乙] is one item, and the quotes of ”題名” are shown as they \
        are. Where that is what you mean, put the value between '"', and this is not said any more.
        """))

  package static let unknownDirective = Diagnostic.Kind(
    "T301", "unknown-directive", .error,
    Message(
      ja: "「:::名前」の名前が決められたものではありません。つづりを確かめてください。",
      en: "The name behind ':::' is none that there is. Check its spelling."))

  package static let unclosedDirective = Diagnostic.Kind(
    "T302", "unclosed-directive", .error,
    Message(
      ja: "「:::名前」で始めたまとまりは、「:::」だけの行で閉じます。箇条書きや引用の中で始めたものは、同じ中で閉じます。",
      en:
        "What ':::name' opens, a line that is just ':::' closes; inside a list or a quote it is closed in the same one."
    ))

  package static let unknownArgument = Diagnostic.Kind(
    "T303", "unknown-argument", .error,
    Message(
      ja: "「:::名前」の行に、その指示にない「キー=値」があります。つづりを直すか、消してください。",
      en: "A ':::name' line has a 'key=value' that the directive does not take. Mend the spelling, or remove it."))

  package static let duplicateHeadingID = Diagnostic.Kind(
    "T304", "duplicate-heading-id", .error,
    Message(
      ja: "「{#id}」で付けた見出しの id が、同じページに二つあります。リンクがどちらを指すか決まりません。片方の id を変えてください。",
      en: "Two headings of a page were given the same '{#id}', so that links to it are ambiguous. Change one of them."))

  package static let badHeadingID = Diagnostic.Kind(
    "T315", "bad-heading-id", .error,
    Message(
      ja: "見出しの「{#id}」に使えるのは、文字と数字、それに - _ . : です。空白や記号があると、そのまま印刷されてしまいます。",
      en:
        "A heading's '{#id}' takes letters, digits and - _ . : alone; with anything else it would be printed as it is.")
  )

  package static let unclosedComment = Diagnostic.Kind(
    "T316", "unclosed-comment", .error,
    Message(
      ja: "「<!--」が「-->」で閉じられていないので、その後がすべて消えてしまいます。",
      en: "A '<!--' has no '-->', so that everything behind it would be lost."))

  package static let unresolvedFootnote = Diagnostic.Kind(
    "T311", "unresolved-footnote", .error,
    Message(
      ja: "本文の [^名前] に、対応する「[^名前]: 本文」の行がありません。行を書き足すか、[^名前] を消してください。",
      en: "A [^name] in the text has no line '[^name]: …'. Add the line, or remove the reference."))

  package static let unusedFootnote = Diagnostic.Kind(
    "T312", "unused-footnote", .warning,
    Message(
      ja: "脚注の本文がありますが、どこからも参照されていないので、印刷されません。本文に [^名前] を書くか、行を消してください。",
      en: "A footnote's text is never printed, because nothing refers to it. Refer to it, or remove it."))

  package static let surplusCell = Diagnostic.Kind(
    "T319", "surplus-cell", .error,
    Message(
      ja: """
        見出しの行より多いセルに書いたことは、表から消えてしまいます。コードの中の「|」もセルを区切るので、「\\|」と書きます。\
        行の終わりの空のセルと、足りないセルはかまいません。
        """,
      en: """
        What stands in more cells than the head has is lost. A '|' inside code parts cells too, and is written '\\|'. Empty \
        cells at a row's end do no harm, nor do missing ones.
        """))

  package static let unevenRuby = Diagnostic.Kind(
    "T320", "uneven-ruby", .warning,
    Message(
      ja: "ルビは、言葉に一つ（{漢字|かんじ}）か、一文字に一つずつ（{漢字|かん|じ}）です。数が合わないと、そのまま印刷されます。",
      en:
        "A word has one reading ({漢字|かんじ}) or one for each character ({漢字|かん|じ}); otherwise it is printed as it stands."
    ))

  package static let unevenHead = Diagnostic.Kind(
    "T321", "uneven-head", .warning,
    Message(
      ja: "表の見出しの行と、その下の区切りの行（---）は、セルの数が同じでなければなりません。違うと表にならず、「|」がそのまま表示されます。",
      en:
        "A table's head and the row of dashes below it have the same number of cells; otherwise there is no table, and its bars are printed."
    ))

  package static let all = [
    invalidUTF8, reservedCharacter, tableLimit, invalidYAML, wideSign, unknownDirective, unclosedDirective,
    unknownArgument,
    duplicateHeadingID, badHeadingID, unclosedComment, unresolvedFootnote, unusedFootnote, surplusCell, unevenRuby,
    unevenHead, reservedID,
  ]
}

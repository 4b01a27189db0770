import Platform
package import Source

/// The kinds of mistakes that a theme's templates can have.
package enum TemplateRules {
  package static let undefinedName = Diagnostic.Kind(
    "T401", "undefined-template-name", .error,
    Message(
      ja: """
        テンプレートの {{名前}} が、その場所で使える値のどれでもないか、{{$名前}} が、元にするテンプレートのブロックのどれでもありません。
        名前は、読み込むときにすべて確かめます。
        """,
      en: """
        A {{name}} of a template is none of what can be said in its place, or a {{$name}} is no block of the template
        that is extended. All names are checked when a theme is loaded.
        """))

  package static let cycle = Diagnostic.Kind(
    "T402", "template-cycle", .error,
    Message(
      ja: "テンプレートや部品が、じかに、またはほかを通して、自分自身を含んでいます。示した呼び出しを外してください。",
      en: "A template or partial includes itself, directly or through others. Remove the call that is shown."))

  package static let missingPartial = Diagnostic.Kind(
    "T403", "missing-partial", .error,
    Message(
      ja: "{{> 名前}} や {{<名前}} が指すファイルが、テーマの partials/ にも templates/ にもありません。つづりを直すか、ファイルを足してください。",
      en:
        "What a {{> name}} or {{<name}} calls is neither in the theme's partials/ nor in its templates/. Mend the spelling, or add the file."
    ))

  package static let syntax = Diagnostic.Kind(
    "T404", "template-syntax", .error,
    Message(
      ja: "テンプレートの書き方の誤りです。節とブロックは、始めた順の逆に閉じます。",
      en: "A template is not well formed. Sections and blocks close in the reverse of their order."))

  package static let unescapedText = Diagnostic.Kind(
    "T405", "unescaped-text", .error,
    Message(
      ja: "文字列を {{{…}}} で書き出すと、内容がページに HTML を入れられることになります。{{…}} で書き出します。",
      en: "Text printed by {{{…}}} would let content put markup into a page. It is printed by {{…}}."))

  package static let escapedHTML = Diagnostic.Kind(
    "T406", "escaped-html", .error,
    Message(ja: "できあがった HTML は {{{…}}} で書き出します。", en: "Finished HTML is printed by {{{…}}}."))

  package static let ignoredText = Diagnostic.Kind(
    "T409", "ignored-template-text", .warning,
    Message(
      ja: "{{<名前}} と {{/名前}} の間では、ブロック（{{$名前}}…{{/名前}}）の中だけが使われます。ほかの文はどこにも表示されません。",
      en:
        "Between {{<name}} and {{/name}} nothing counts but blocks, {{$name}}…{{/name}}. Other text is printed nowhere."
    ))

  package static let all = [undefinedName, cycle, missingPartial, syntax, unescapedText, escapedHTML, ignoredText]
}

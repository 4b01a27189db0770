import Platform
package import Source

// The kinds of mistakes that reading keys and their values finds.

extension Diagnostic.Kind {
  package static let unknownKey = Diagnostic.Kind(
    "T102", "unknown-key", .error,
    Message(
      ja: "その種類にないキーです。つづりの誤りを見逃すと、書いたことが黙って捨てられるので、エラーにします。独自の値は `extra:` の下に書けます。",
      en: "The kind has no such key. A misspelt key would silently drop what you wrote, so it is an error. "
        + "Values of your own go below `extra:`."))

  package static let missingField = Diagnostic.Kind(
    "T103", "missing-field", .error,
    Message(
      ja: "その種類に欠かせないキーがありません。知らせに出たキーを書き足してください。何を書くかは、「tebiki new」で作ったファイルに説明があります。",
      en:
        "A key that the kind cannot do without is missing. Add it; the files that 'tebiki new' writes explain every key."
    ))

  package static let badValue = Diagnostic.Kind(
    "T104", "bad-value", .error,
    Message(
      ja: "値が、そのキーの受け付ける形をしていません。受け付ける形は、知らせの中に示します。",
      en: "The value is none that the key takes. The message says what it takes."))

  package static let cutText = Diagnostic.Kind(
    "T109", "cut-text", .warning,
    Message(
      ja: """
        YAML では、空白の後の「#」から行の終わりまでが注釈で、値に入りません。「対策 #1」のような値は、引用符で囲みます。「# 」と空白が続くものは、\
        注釈のつもりかもしれないので、ヒントにします。
        """,
      en: """
        To YAML, '#' after a blank begins a comment, up to the end of the line. A value such as '対策 #1' is put in quotes. \
        Where a blank follows the '#', a comment may be meant, and it is a hint.
        """))

  package static let unreadFile = Diagnostic.Kind(
    "T105", "unread-file", .warning,
    Message(
      ja: "設定か図のつもりらしい YAML ですが、どこからも読まれません。名前か置き場所を確かめてください。ほかの YAML は、そのまま公開されます。",
      en:
        "A YAML file that seems to be meant as settings or as a figure, and that nothing reads. Check its name and place. "
        + "Other YAML files are published as they are."))
}

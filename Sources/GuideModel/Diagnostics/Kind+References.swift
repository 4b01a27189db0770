import Platform
package import Source

// The kinds of mistakes of what refers to something else.

extension Diagnostic.Kind {
  package static let brokenReference = Diagnostic.Kind(
    "T204", "broken-reference", .error,
    Message(
      ja: "参照している id の項目がありません。id は、ファイル名から「.md」と並び順の番号を除いたものです。つづりを直すか、その項目を作ってください。",
      en:
        "There is no item of that id. An id is the file's name without '.md' and without its order prefix. Mend the spelling, or write the item."
    ))

  package static let duplicateID = Diagnostic.Kind(
    "T205", "duplicate-id", .error,
    Message(
      ja: "同じ種類の項目は、それぞれ別の id を持ちます。片方のファイルの名前を変えるか、id に別の名前を書いてください。",
      en: "Items of one kind each have an id of their own. Rename one file, or give it another 'id'."))

  package static let brokenLink = Diagnostic.Kind(
    "T201", "broken-link", .error,
    Message(
      ja: "リンクの先のページがありません。リンクはサイトの .html ではなく、content/ の .md ファイルに向けて書きます。",
      en:
        "The page that a link leads to is not there. Links are written to the .md files in content/, not to the .html.")
  )

  package static let brokenAnchor = Diagnostic.Kind(
    "T202", "broken-anchor", .error,
    Message(
      ja: "リンクの「#」の後が、そのページのどの見出しとも合いません。見出しに {#id} を付けておくと、文言を変えてもリンクが切れません。",
      en:
        "What stands behind '#' is no heading of that page. A heading with an {#id} of its own keeps its links when reworded."
    ))

  package static let missingAsset = Diagnostic.Kind(
    "T203", "missing-asset", .error,
    Message(
      ja: "画像や添付ファイルが、書かれた場所にありません。CSV と隠しファイルは公開されません。",
      en: "A picture or download is not where the text says. CSV and hidden files are never published."))
}

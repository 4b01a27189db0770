import GuideModel
import Plain
import Platform
import Source

extension Project {
  /// Writes a theme to begin with, which extends the standard one, and returns the paths of its files below the
  /// project's root. A theme that is there is never written over.
  package func addTheme(named name: String) throws(NewFileFailure) -> [String] {
    let name = name.composed
    do {
      try Starter.check(name, of: Message(ja: "テーマの名前", en: "a theme's name"))
    } catch {
      throw .refused(error.message)
    }
    let there: String?
    do {
      there = try FileSystem.names(in: "\(root)/themes").first { $0.lowercased() == name.lowercased() }
    } catch {
      throw .disk(error)
    }
    if let there {
      throw .refused(Message(ja: "themes/\(there) がすでにあります", en: "there is themes/\(there) already"))
    }
    do {
      try FileSystem.makeFolder("\(root)/themes")
    } catch {
      throw .disk(error)
    }
    guard let top = resolvedPath(root), let themes = resolvedPath("\(root)/themes"), themes.hasPrefix("\(top)/") else {
      throw .refused(
        Message(ja: "themes/ がプロジェクトのフォルダーの外を指しています", en: "themes/ leads out of the project's folder"))
    }
    do {
      try write(Theme.starter(named: name), to: "\(themes)/\(name)")
    } catch {
      throw .disk(error)
    }
    return Theme.starter(named: name).map { "themes/\(name)/\($0.path)" }
  }

  /// Writes a new folder's files, or nothing.
  private func write(_ files: [(path: String, text: String)], to folder: String) throws(FileError) {
    do {
      for file in files {
        try FileSystem.makeFolder("\(folder)/\(file.path)".folder)
        try FileSystem.create(Array(file.text.utf8), at: "\(folder)/\(file.path)")
      }
    } catch {
      try? FileSystem.remove(folder)
      throw error
    }
  }
}

extension Theme {
  /// Returns the files of a new theme: paths below `themes/NAME/`, and what is in them.
  ///
  /// But for one style sheet more, what it builds is what the standard theme does, until it is changed.
  static func starter(named name: String) -> [(path: String, text: String)] {
    [
      (
        "theme.yaml",
        """
        # テーマ \(name)：変えるものだけを、このフォルダーに置きます。ここにないファイルは standard のものが使われます。
        # 使うには、content/site.yaml に「theme: \(name)」と書きます。試すだけなら「tebiki serve --theme \(name)」です。
        \(Starter.legend)
        extends: standard

        # 今は assets/custom.css を読み込むほかは、standard と同じです。
        #   partials/extra-head.mustache   どのページの <head> にも足すもの
        #   partials/layout.mustache       どのページの周りにもあるもの（<title>、上の帯、下の欄）
        #   assets/custom.css              字の大きさや余白
        # 一種のページだけを変えるには、templates/page.mustache などを置きます。配付資料の見た目は assets/sheet.css です。
        # ブロックと、テンプレートで使える値は、Tebiki に付いている docs/theme.md にあります。

        # 人が読むための題名（ページには出ません）
        title: \(name)

        # standard の設定の初めの値（content/site.yaml の theme_settings があれば、そちらが使われます）
        #settings: {accent: "#7a1f5c", footer: 社内限りの版です。}

        # テンプレートが自分で言う言葉。{title} のような名前は、使われる場所での値になります
        #strings: {skip: {ja: 本文へ, en: To the text}, previous: {ja: 前のページ, en: Previous page}}

        """
      ),
      (
        "partials/extra-head.mustache",
        """
        {{! どのページの <head> にも足すもの。よその場所からは何も読み込めません（head.mustache の Content-Security-Policy）。 }}
        <link rel="stylesheet" href="{{root}}assets/custom.css">

        """
      ),
      (
        "partials/layout.mustache",
        """
        {{! どのページの周りにもあるもの。layout の中で layout を元にすると、standard の layout を指します。 }}
        {{! 名前の間（ブロック）を書き換えた所だけが変わります。変えないブロックは、消してもかまいません。 }}
        {{<layout}}
        {{$title}}{{head_title}}{{/title}}
        {{$header}}
        {{> header}}
        {{/header}}
        {{$footer}}
        {{> footer}}
        {{/footer}}
        {{/layout}}

        """
      ),
      (
        "assets/custom.css",
        """
        /* standard の site.css の後に読み込まれます。印の付いた色だけなら、theme.yaml の settings で変えられます。
           たとえば、本文の字を大きくするには、次の一行をこの説明の外に写します。
           .text { font-size: 1.125rem }
        */

        """
      ),
    ]
  }
}

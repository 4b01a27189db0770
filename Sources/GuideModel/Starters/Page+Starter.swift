extension Page {
  /// A page to begin with.
  static let starter = """
    ---
    \(Starter.legend)
    # 題名（必須）
    title: 新しいページ
    # 一覧や検索に出る一文
    description: このページで分かることを、一文で書きます。
    \(Starter.commonKeys)
    ---

    ここに本文を書きます。見出しは「##」から始めます。

    ## 見出し

    ほかのページへは、`.md` のファイルに向けてリンクを書きます。リンクの先がないと、ビルドの前に知らせます。

    """
}

extension Incident {
  /// An incident to begin with.
  static func starter(industry: String) -> String {
    """
    ---
    \(Starter.legend)
    # 題名（必須）。資料にそのまま出るので、だれにでも分かる言葉で書きます
    title: 新しい事例
    # 一覧に出る一文。これも、だれにでも分かる言葉で書きます
    description: 何が起きた例なのかを、一文で書きます。
    # どの業種の例か（必須、industries/ のファイル名）
    industries: [\(industry)]
    # 作った例なら true（必須）。資料には「想定の例」と印刷されます。実際の報道なら false にして、下の source を書きます
    fictional: true
    # どこから入られたか、何がきっかけか（必須）
    entrance: きっかけを一文で書きます
    # 何が止まり、何を失ったか（必須）
    effect: 何が止まったのかを、一文で書きます
    # 止まった日数
    #days_stopped: 1
    # 経過
    timeline:
      - {when: 月曜の朝, what: 最初に気付いたことを書きます}
      - {when: 月曜の昼, what: 次にしたことを書きます}
    # 何があれば防げたか
    lesson: 前もって何をしておけばよかったかを書きます
    # 実際の報道なら、その出典
    #source:
    #  title: 記事の題名
    #  publisher: 出しているところ
    #  date: 2026-11-24
    #  url: https://example.jp/
    \(Starter.commonKeys)
    ---

    話すときの勘どころを、提案する人に向けて書きます。

    """
  }
}

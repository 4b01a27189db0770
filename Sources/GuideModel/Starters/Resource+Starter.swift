extension Resource {
  /// A resource to begin with.
  static let starter = """
    ---
    \(Starter.legend)
    # 資料や窓口の正式な名前（必須）
    title: 新しい公的な資料
    # 何の役に立つかの一文
    description: どんなときに、何の役に立つのかを、一文で書きます。
    # アドレス（必須）。配付資料では二次元コードになります
    url: https://example.jp/
    # 出しているところ（必須）
    publisher: 出しているところ
    # だれに向けたものか（必須）: customer 相手の会社、vendor IT ベンダー。配付資料に出るのは customer のものだけ
    for: [vendor]
    # 版
    #edition: 第1版
    # 種類: guideline guide report cases list exam qualification seminar contract service desk
    #kind: guide
    # 費用（書かなければ「要確認」）
    #cost: 無料
    # アドレスと費用を確かめた日
    #verified: 2026-11-24
    # 紙で読む人が検索に使う言葉
    #search_words: [言葉, 言葉]
    \(Starter.commonKeys)
    ---

    中身と使いどころを書きます。

    """
}

extension Practice {
  /// A practice to begin with.
  static let starter = """
    ---
    \(Starter.legend)
    # 題名（必須）
    title: 新しいプラクティス
    # 一覧や配付資料に出る一文
    description: 当社が何をするのかを、一文で書きます。
    # どの力に関わるか（必須）: people サービス提案・提供力、communication コミュニケーション力、management マネジメント力
    capability: communication
    # 支える責務の id（responsibilities/ のファイル名）
    #responsibilities: []
    # 助けになる公的な資料の id（resources/ のファイル名）
    #resources: []
    \(Starter.commonKeys)
    ---

    ## いまの状況

    何が足りず、何に困っているかを書きます。数字には出典を添えます。

    ## 行われている工夫

    実際にしていることを書きます。配付資料からは「:::practice ID section=行われている工夫」のように取り込めます。

    ## 明日からの一歩

    1. 最初にすることを、一つ書きます。

    """
}

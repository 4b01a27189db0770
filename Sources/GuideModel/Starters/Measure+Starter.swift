extension Measure {
  /// A measure to begin with.
  static let starter = """
    ---
    \(Starter.legend)
    # 題名（必須）は「何々する」の形で短く。配付資料にそのまま出るので、だれにでも分かる言葉で書きます
    title: 新しい対策をする
    # なぜするのかを一文で
    description: これをすると何が防げるのかを、一文で書きます。
    # 費用（必須）: free 無料、small 少額、quote 要見積
    cost: free
    # 効き目（必須）: 1 から 3。3 がもっとも大きい
    effect: 1
    # だれがするか（必須）: vendor 当社、customer 相手の会社、both 両方
    who: both
    # どう始めるかを、やさしい一文で。資料に出ます
    how: 最初にすることを、一つ決めて書きます
    # 保守の契約に含まれるか（役割分担の表に載せるとき）: basic 含まれる、sla 数字で決めた取り決めによる、none 含まれない
    #in_contract: none
    # 助けになる公的な資料の id（resources/ のファイル名）
    #resources: []
    # 特定の業種だけのものなら、その id（industries/ のファイル名）
    #industries: []
    \(Starter.commonKeys)
    ---

    提案する人に向けて、始め方とつまずきやすいところを書きます。

    """
}

extension Sheet {
  /// A sheet to begin with.
  static let starter = """
    ---
    \(Starter.legend)
    # 紙の上に出る題名（必須）
    title: 新しい資料
    # 一覧に出る一文
    description: だれに、何を伝える一枚なのかを書きます。
    # だれに渡すか（必須）: executive 経営者、contact 担当者、staff 従業員、sales 営業の手控え
    audience: executive
    # A4 で何ページか（1 か 2）
    pages: 1
    # 作る業種の id（書かなければすべて）
    #industries: []
    # 何か月後まで有効か
    #valid_months: 6
    \(Starter.commonKeys)
    ---

    :::lead
    最初に目に入る一文を、ここに書きます。
    :::

    <!-- 業種ごとの言葉: {{industry.you}} 読み手の会社、{{industry.clients}} その会社が相手にする人、{{industry.place}} 働く場所。
    使える値の一覧と、取り込める部品（事例、対策、公的な資料、図など）は、content の書き方の文書（docs/content.md）にあります。 -->

    {{industry.you}}の仕事に合わせて、本文を書きます。

    ## 今日すること

    :::checklist
    - 最初にすることを、一つ書く
    :::

    :::contact

    """
}

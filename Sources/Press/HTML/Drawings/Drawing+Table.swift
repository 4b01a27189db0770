import GuideModel
import Source

extension Drawing {
  /// What the drawing says, as a table with a row of headings.
  var table: (head: [String], rows: [[String]]) {
    switch content {
    case .bar(let amounts): (["項目", "値"], amounts.map { [$0.label.value, text(of: $0.quantity)] })
    case .stacked(let shares):
      (["項目", "割合"], shares.map { [$0.label.value, $0.quantity.map { text(of: $0) } ?? Self.rest] })
    case .people(let crowds): (["項目", "割合"], crowds.map { [$0.label.value, text(of: $0)] })
    case .timeline(let phases):
      (["いつ", "何が"], phases.flatMap { phase in phase.items.map { [phase.name.value, $0.value] } })
    case .matrix(let points):
      (
        ["対策", "費用", "効果（3段階）"],
        points.sorted { ($0.effect, $1.costRank) > ($1.effect, $0.costRank) }
          .map { [$0.label.value, $0.cost.name, "\($0.effect)"] }
      )
    case .flow(let flow):
      (
        ["順番", "だれが", "だれに", "何を"],
        flow.calls.enumerated().map { number, call in
          ["\(number + 1)", flow.people[call.from].value, flow.people[call.to].value, call.what.value]
        }
      )
    }
  }

  /// What stands in place of a number that nobody has counted.
  static let rest = "残り"

  func appendTable(to output: inout [UInt8]) {
    let (head, rows) = table
    output.append(
      "<details class=\"numbers\"><summary>図の内容を表で見る</summary>\n<div class=\"table\" tabindex=\"0\"><table>\n")
    output.append("<thead>\n<tr>")
    for cell in head { appendCell("th", cell, to: &output) }
    output.append("</tr>\n</thead>\n<tbody>\n")
    for row in rows {
      output.append("<tr>")
      for cell in row { appendCell("td", cell, to: &output) }
      output.append("</tr>\n")
    }
    output.append("</tbody>\n</table></div></details>\n")
  }

  private func appendCell(_ tag: String, _ text: String, to output: inout [UInt8]) {
    output.append(contentsOf: "<\(tag)>".utf8)
    HTML.escape(text, into: &output)
    output.append(contentsOf: "</\(tag)>".utf8)
  }
}

extension Figure.Point {
  /// The column of a matrix that it stands in, from the left.
  var costRank: Int { Measure.Cost.allCases.firstIndex(of: cost) ?? 0 }
}

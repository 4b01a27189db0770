import Foundation
import Testing

/// Sheets with customers' names on, from files as people send them.
@Suite struct CustomerTests {
  private func project(_ more: [String: String] = [:]) throws -> CommandTests.Project {
    try CommandTests.Project(
      [
        "content/industries/clinic.md": PrintTests.industry, "content/industries/general.md": PrintTests.industry,
        "content/vendor.yaml": "name: 株式会社試し\noffers: [{id: care, name: 見守り}]\n",
        "content/handouts/a.md":
          "---\ntitle: 題\naudience: executive\n---\n{{customer.name}}の備え。\n\n:::when customer=yes\n名入り\n:::\n\n:::when contract=none\n契約なし\n:::\n\n{{today}}、{{customer.note}}\n",
        "content/handouts/b.md": "---\ntitle: 別\naudience: staff\n---\n備え。\n",
      ].merging(more) { $1 })
  }

  private func sheet(_ project: CommandTests.Project, _ customer: String, _ name: String = "a") -> String {
    project.text("output/customers/\(customer)/\(name).html") ?? ""
  }

  @Test func `good rows are made and bad ones reported with their lines`() throws {
    let project = try project()
    let rows = [
      "id,name,industry,person,title,contract,sheets,date,note,offers",
      "a1,山田医院,clinic,山田太郎,院長,none,,2026/1/5,控えを見る,care",
      "a2,\"<script>alert(1)</script>, \"\"甲\"\"\n乙\",general,,,,b,,,", "a1,二重,clinic", "../x,悪,clinic", "a3,空,",
      "a4,誤,clinc",
      "a5,日,clinic,,,,,2026/2/30", "a6,契,clinic,,,often", "a7,資,clinic,,,,c", "a8,商,clinic,,,,,,,nope",
      "a9,多,clinic,,,,,,,,,x", ",無,clinic", "b1,,clinic", "b2,=1+1,clinic",
    ]
    try project.write(Data(rows.joined(separator: "\r\n").utf8), to: "c.csv")
    let result = try project.run("handouts", "--customers", "c.csv", "--format", "json")
    #expect(result.status == 4)
    let found = result.diagnostics.filter { $0["severity"] as? String == "error" }
      .map { "\($0["file"] ?? ""):\($0["line"] ?? 0) \($0["name"] ?? "")" }
    // A row's line is that of its first byte: the third row takes two lines.
    #expect(
      found == [
        "c.csv:5 duplicate-id", "c.csv:6 bad-value", "c.csv:7 broken-reference", "c.csv:8 broken-reference",
        "c.csv:9 bad-value", "c.csv:10 bad-value", "c.csv:11 broken-reference", "c.csv:12 broken-reference",
        "c.csv:13 bad-value", "c.csv:14 missing-field", "c.csv:15 missing-field",
      ])
    let made = try FileManager.default.contentsOfDirectory(atPath: "\(project.path)/output/customers").sorted()
    #expect(made.filter { !$0.hasPrefix(".") } == ["a1", "a2", "b2", "summary.csv"])
    let first = sheet(project, "a1")
    #expect(first.contains("山田医院　院長　山田太郎 様") && first.contains("名入り") && first.contains("契約なし"))
    #expect(first.contains("2026年1月5日") && first.contains("控えを見る"))
    let second = sheet(project, "a2", "b")
    #expect(
      second.contains("&lt;script&gt;alert(1)&lt;/script&gt;, &quot;甲&quot; 乙　従業員のみなさまへ")
        && !second.contains("<script>"))
    #expect(sheet(project, "a2").isEmpty && !sheet(project, "b2").contains("契約なし"))
    #expect(project.text("output/site/index.html") == nil)
    let mode = try FileManager.default.attributesOfItem(atPath: "\(project.path)/output/customers")[.posixPermissions]
    #expect(mode as? Int == 0o700)
  }

  @Test func `it says where the files are, and how many customers' they are`() throws {
    let project = try project()
    try project.write(Data("id,name,industry\na1,山,clinic\na2,海,clinic\na3,川,clinc\n".utf8), to: "c.csv")
    let some = try project.run("handouts", "--customers", "c.csv")
    #expect(
      some.status == 4 && some.errors.contains("Sheets for 2 of 3 customers: output/customers/."), "\(some.errors)")
    let all = try project.run("handouts", "--customers", "c.csv", "--customer", "a1", "--lang", "ja")
    #expect(all.status == 0 && all.errors.contains("お客様 1、資料 1") && all.errors.contains("場所は output/customers/ です"))
    let trade = try project.run("handouts", "--industry", "clinic")
    #expect(trade.errors.contains("They are in output/site/handouts/clinic/."))
    #expect(try project.run("handouts").errors.contains("They are in output/site/handouts/."))
  }

  @Test func `what is called otherwise leads to its name`() throws {
    let general = PrintTests.industry.replacing("クリニック", with: "会社")
    let project = try project(["content/industries/general.md": general])
    try project.write(Data("お客様番号,会社名（必須）,業種,担当者,契約,資料,,\na1,山,クリニック,甲,なし,題,,\n,,,,,,,\n".utf8), to: "c.csv")
    let heads = try project.run("handouts", "--customers", "c.csv", "--format", "json")
    #expect(heads.status == 0 && sheet(project, "a1").contains("契約なし"), "\(heads.diagnostics)")
    for (row, name, text) in [
      ("業種ID,会社名,電話", "unknown-key", "'電話'"), ("業種コード,氏名", "missing-field", "会社名"),
      ("id,name,industry,担当", "unknown-key", "side"), ("id,name,会社名,industry", "duplicate-id", "both 'name'"),
    ] {
      try project.write(Data("\(row)\n".utf8), to: "c.csv")
      let found = try project.run("handouts", "--customers", "c.csv")
      #expect(found.status == 1 && found.errors.contains(name) && found.errors.contains(text), "\(found.errors)")
    }
    try project.write(Data("id,name,industry,person\na1,山田医院,clinic,山田\n".utf8), to: "c.csv")
    for (words, id) in [
      (["--customers", "c.csv", "--customer", "山田医院"], "a1"), (["--customers", "c.csv", "--customer", "山田"], "a1"),
      (["--industry", "クリニック"], "clinic"), (["--sheet", "題"], "a"),
    ] {
      let result = try CommandTests.run(["handouts"] + words, in: project.path)
      #expect(result.status == 2 && result.errors.contains("did you mean '\(id)'?"), "\(result.errors)")
    }
  }

  @Test func `of a row that fails nothing is left, and the list says so of every customer`() throws {
    let project = try project()
    let rows = "id,name,industry\na1,山,clinic\na2,海,clinic\na3,川,clinic\n"
    try project.write(Data(rows.utf8), to: "c.csv")
    #expect(try project.run("handouts", "--customers", "c.csv").status == 0)
    try project.write(Data("old".utf8), to: "output/customers/summary-1-of-2.csv")
    try project.write(Data(rows.replacing("海,clinic", with: "海,nope").appending("a3,二重,clinic\n").utf8), to: "c.csv")
    let some = try project.run("handouts", "--customers", "c.csv", "--customer", "a2")
    #expect(some.status == 1 && some.errors.contains("removed: a2"), "\(some.errors)")
    #expect(sheet(project, "a2").isEmpty && !sheet(project, "a3").isEmpty)
    let list = try #require(project.text("output/customers/summary.csv"))
    #expect(list.contains("a1,山,clinic,a,題,") && list.contains("a2,海,nope,,,,,,,,,failed,"), "\(list)")
    #expect(project.text("output/customers/summary-1-of-2.csv") == nil)
    let all = try project.run("handouts", "--customers", "c.csv", "--format", "json", "--strict")
    #expect(all.status == 4 && !sheet(project, "a3").isEmpty, "\(all.output)")
    #expect(all.output.contains(#""customers":{"total":4,"made":0,"unchanged":2,"failed":[{"id":"a2","line":3,"#))
    #expect(project.text("output/customers/summary.csv")?.contains("a1/a.html,,,") == true)
  }

  @Test(arguments: [
    ("sep=;\nid;name;industry\nx1;山;clinic\n\u{1A}", 0),
    ("\u{FEFF}sep=,\r\nid,name,industry,,\r\nx1,山,clinic,,\r\n,,,,\r\n", 0),
    ("id;name;industry\nx1;山;clinic\n", 1), ("id\tname\tindustry\nx1\t山\tclinic\n", 1), ("PK\u{3}\u{4}", 1),
    ("id,name,industry\nx1,山,clinic,more\n", 1),
  ])
  func `what spreadsheets add is read, and what is no CSV is told as that`(text: String, status: Int32) throws {
    let project = try project()
    try project.write(Data(text.utf8), to: "c.csv")
    let result = try project.run("handouts", "--customers", "c.csv")
    #expect(result.status == status && sheet(project, "x1").isEmpty == (status != 0), "\(result.errors)")
    if status != 0, !text.contains("more") { #expect(result.errors.contains("not-csv")) }
    #expect(try project.run("handouts", "--customers", "none.csv").status == 2)
    #expect(try project.run("handouts", "--customers", "content").status == 2)
  }

  @Test func `files as Excel saves them are read`() throws {
    let project = try project()
    let cp932: [UInt8] = Array("id,name,industry\r\nx1,".utf8) + [0x8E, 0x52, 0x93, 0x63] + Array(",clinic\r\n".utf8)
    try project.write(Data(cp932), to: "c.csv")
    #expect(try project.run("handouts", "--customers", "c.csv").status == 0)
    #expect(sheet(project, "x1").contains("山田 御中"))
    try project.write(Data("\u{FEFF}industry,id,name\nclinic,x2,海\n\n".utf8), to: "c.csv")
    #expect(try project.run("handouts", "--customers", "c.csv").status == 0)
    #expect(sheet(project, "x2").contains("海 御中"))
    try project.write(Data([0x69, 0x64, 0xFF, 0xFE, 0x0A]), to: "c.csv")
    #expect(try project.run("handouts", "--customers", "c.csv").errors.contains("invalid-utf8"))
  }

  @Test(arguments: [
    ("id,name\nx,y\n", "missing-field"), ("id,name,industry,nam\nx,y,clinic,z\n", "unknown-key"), ("", "missing-field"),
    ("\n\n", "missing-field"),
    ("id,name,industry\n\"x,y,clinic\n", "bad-value"), ("id,name,industry\n\"x\"y,z,clinic\n", "bad-value"),
  ])
  func `a file that is wrong as a whole says so`(text: String, name: String) throws {
    let project = try project()
    try project.write(Data(text.utf8), to: "c.csv")
    let result = try project.run("handouts", "--customers", "c.csv")
    #expect(result.status == 1 && result.errors.contains(name))
  }

  @Test func `a term in a customer's note is shown at its row, and only by the run that makes it`() throws {
    let project = try project(["content/glossary.yaml": "terms:\n  - term: ハッシュ\n    plain: 指紋\n    policy: avoid\n"])
    try project.write(Data("id,name,industry,note\nx1,海,clinic,ハッシュを見る\nx2,山,clinic,控えを見る\n".utf8), to: "c.csv")
    let all = try project.run("handouts", "--customers", "c.csv")
    #expect(all.status == 4 && all.errors.contains("c.csv:2:") && all.errors.contains("unexplained-jargon"))
    #expect(sheet(project, "x1").isEmpty && sheet(project, "x2").contains("控えを見る"))
    #expect(try project.run("handouts", "--customers", "c.csv", "--customer", "x2").status == 0)
    #expect(try project.run("handouts", "--customers", "c.csv", "--shard", "2/2").status == 0)
    #expect(try project.run("handouts", "--customers", "c.csv", "--shard", "1/2").status == 1)
  }

  @Test func `a filled column that no sheet prints is named once, with how to print it`() throws {
    let sheet = "---\ntitle: 題\naudience: executive\n---\n{{customer.name}}の備え。\n"
    let project = try project(["content/handouts/a.md": sheet])
    let rows =
      "id,name,industry,note,contract,offers\nx1,海,clinic,控えを見る,sla,care\nx2,山,clinic,控えを見る,,\nx3,川,clinic,,,\n"
    try project.write(Data(rows.utf8), to: "c.csv")
    let result = try project.run("handouts", "--customers", "c.csv", "--format", "json")
    let found = result.diagnostics.map { "\($0["line"] ?? 0):\($0["column"] ?? 0) \($0["name"] ?? "")" }
    #expect(result.status == 0)
    #expect(found == ["1:18 unprinted-column", "1:23 unprinted-column", "1:32 unprinted-column"])
    #expect((result.diagnostics.first?["help"] as? String)?.contains("{{customer.note}}") == true)
    let none = try project.run("handouts", "--customers", "c.csv", "--customer", "x3", "--format", "json")
    #expect(none.diagnostics.isEmpty)
    let whole = sheet + "\n{{customer.note}}\n\n:::when contract=sla\nお約束の時間に伺います。\n:::\n\n:::offers\n"
    try project.write(Data(whole.utf8), to: "content/handouts/a.md")
    let printed = try project.run("handouts", "--customers", "c.csv", "--format", "json")
    #expect(printed.status == 0 && printed.diagnostics.isEmpty, "\(printed.diagnostics)")
  }

  @Test func `former customers' folders are counted, and go when that is asked for`() throws {
    let project = try project()
    try project.write(Data("id,name,industry\na1,ALPHA,clinic\na2,海,clinic\na3,川,clinic\n".utf8), to: "c.csv")
    #expect(try !project.run("handouts", "--customers", "c.csv").errors.contains("earlier"))
    try project.write(Data("id,name,industry\na2,海,clinic\nb3,川,clinic\n".utf8), to: "c.csv")
    try project.write(Data("mine".utf8), to: "output/customers/a3/own.txt")
    try project.write(Data("mine".utf8), to: "output/customers/foreign/a.html")
    let run = try project.run("handouts", "--customers", "c.csv", "--customer", "a2")
    #expect(run.status == 0 && run.errors.contains("Left from earlier files: 2 folders"), "\(run.errors)")
    #expect(!run.errors.contains("ALPHA") && !run.errors.contains("a1"))
    #expect(!sheet(project, "a1").isEmpty)
    #expect(try project.run("build").status == 0)
    let clean = try project.run("clean")
    #expect(clean.errors.contains("the sheets of 3 customers in customers/ stay"), "\(clean.errors)")
    #expect(!sheet(project, "a1").isEmpty && project.text("output/site/index.html") == nil)
    // A file with a mistake is none to go by.
    try project.write(Data("id,name,industry\na2,\"海,clinic\n".utf8), to: "bad.csv")
    #expect(try project.run("clean", "--customers", "bad.csv").status == 1)
    #expect(try project.run("clean", "--customers", "none.csv").status == 2)
    try project.write(Data("id,name,industry\n".utf8), to: "empty.csv")
    #expect(try project.run("clean", "--customers", "empty.csv").status == 2)
    #expect(!sheet(project, "a1").isEmpty)
    let former = try project.run("clean", "--customers", "c.csv")
    #expect(former.status == 0 && former.errors.contains("removed 4 files"), "\(former.errors)")
    #expect(sheet(project, "a1").isEmpty && sheet(project, "a3").isEmpty && !sheet(project, "a2").isEmpty)
    for own in ["a3/own.txt", "foreign/a.html"] { #expect(project.text("output/customers/\(own)") == "mine") }
  }

  @Test func `shards make the same bytes, and their summaries are one`() throws {
    let (whole, parts) = (try project(), try project())
    let rows = "id,name,industry\n" + (1...7).map { "c\($0),社\($0),clinic\n" }.joined()
    for project in [whole, parts] { try project.write(Data(rows.utf8), to: "c.csv") }
    #expect(try whole.run("handouts", "--customers", "c.csv").status == 0)
    for shard in 1...3 {
      #expect(try parts.run("handouts", "--customers", "c.csv", "--shard", "\(shard)/3").status == 0)
    }
    for number in 1...7 { #expect(sheet(whole, "c\(number)") == sheet(parts, "c\(number)")) }
    let summaries = (1...3).map { parts.text("output/customers/summary-\($0)-of-3.csv") ?? "" }.joined()
    let bytes = try #require(FileManager.default.contents(atPath: "\(whole.path)/output/customers/summary.csv"))
    #expect(
      bytes.starts(
        with: Array(
          "\u{FEFF}customer,name,industry,sheet,title,edition,date,file,pages,fill,sha256,state,reason\r\n".utf8)))
    let summary = try #require(whole.text("output/customers/summary.csv"))
    #expect(summary.components(separatedBy: "\r\n").sorted() == summaries.components(separatedBy: "\r\n").sorted())
    for bad in ["0/3", "4/3", "a", "1/0", "1"] {
      #expect(try parts.run("handouts", "--customers", "c.csv", "--shard", bad).status == 2)
    }
    #expect(try parts.run("handouts", "--customers", "c.csv", "--customer", "c8").status == 2)
  }

  @Test func `a customer's names are in no other customer's files, nor in the site`() throws {
    let project = try project()
    try project.write(Data("id,name,industry,note\nm1,ALPHA社,clinic,控えA\nm2,BETA社,clinic,控えB\n".utf8), to: "c.csv")
    let jargon = try project.run("handouts", "--customers", "c.csv")
    #expect(jargon.status == 0, "\(jargon.errors)")
    #expect(try project.run("build").status == 0)
    let folder = "\(project.path)/output"
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      let text = String(decoding: data, as: UTF8.self)
      // The list is private, and of all customers.
      guard name != "customers/summary.csv" else { continue }
      if !name.hasPrefix("customers/m1/") { #expect(!text.contains("ALPHA社") && !text.contains("控えA"), "\(name)") }
      if !name.hasPrefix("customers/m2/") { #expect(!text.contains("BETA社") && !text.contains("控えB"), "\(name)") }
    }
    #expect(project.text("output/site/customers/m1/a.html") == nil)
  }
}

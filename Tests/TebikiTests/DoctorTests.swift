import Foundation
import Testing

/// `tebiki doctor`: what is there, what is missing, and what to type.
@Suite struct DoctorTests {
  private func items(_ result: CommandTests.Result) -> [String: [String: Any]] {
    let items = result.json["items"] as? [[String: Any]] ?? []
    return Dictionary(items.map { ($0["name"] as? String ?? "", $0) }) { $1 }
  }

  @Test func `it looks for what the site, sheets and PDFs need`() throws {
    let project = try CommandTests.Project(["content/vendor.yaml": "name: 会社\n"])
    let found = items(try project.run("doctor", "--format", "json"))
    #expect(
      Set(found.keys) == [
        "libcmark", "project", "theme", "output", "curl", "sheets", "vendor", "browser", "BIZ UDPGothic", "IPAmjMincho",
      ])
    #expect(found["theme"]?["found"] as? Bool == true && found["theme"]?["needed"] as? Bool == true)
    #expect(
      found["sheets"]?["found"] as? Bool == false && found["sheets"]?["mend"] as? String == "tebiki new industry ID")
    #expect((found["vendor"]?["text"] as? String)?.contains("lacks phone:") == true)
    let text = try project.run("doctor")
    #expect(text.status == 0 && text.output.contains("The site can be built. It has no sheets yet."))
  }

  @Test func `where there is no site it says how to begin one`() throws {
    let result = try CommandTests.run(["doctor"], in: "/")
    #expect(result.status == 0 && result.output.contains("→ tebiki new site DIR"))
    #expect(try CommandTests.run(["doctor", "--root", "/nowhere"], in: "/").status == 2)
  }

  @Test(arguments: ["/nowhere", "/bin/false"])
  func `a browser that cannot be run is needed for PDFs alone`(browser: String) throws {
    let project = try CommandTests.Project([
      "content/industries/clinic.md": PrintTests.industry + "\n",
      "content/handouts/brief.md": "---\ntitle: 題\naudience: executive\n---\n本文\n",
    ])
    let result = try project.run("doctor", environment: ["TEBIKI_BROWSER": browser])
    #expect(result.status == 0 && result.output.contains("PDFs need what is marked △"), "\(result.output)")
    #expect(result.output.contains("\(browser)") && result.output.contains("→ unset TEBIKI_BROWSER"))
  }

  @Test func `a site that cannot be built is no success`() throws {
    let project = try CommandTests.Project(["content/site.yaml": "title: x\ntheme: nope\n"])
    let result = try project.run("doctor")
    #expect(result.status == 3 && result.output.contains("× there is no theme 'nope'"))
    #expect(try project.run("doctor", "--theme", "nope").status == 2)
    try project.write(Data("title: [\n".utf8), to: "content/site.yaml")
    let broken = try project.run("doctor")
    #expect(broken.status == 3 && broken.output.contains("→ tebiki check"))
  }
}

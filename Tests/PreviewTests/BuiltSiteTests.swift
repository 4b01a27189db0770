import Testing

@testable import Preview

@Suite struct BuiltSiteTests {
  private let site = BuiltSite(
    folder: "/nowhere", paths: ["index.html", "parts/index.html", "parts/手引き.html", "a b.png", "50%.txt"])

  @Test(arguments: [
    ("/", BuiltSite.Answer.file("index.html")), ("/index.html", .file("index.html")), ("/parts", .moved("/parts/")),
    ("/parts?x=1", .moved("/parts/")), ("/parts/", .file("parts/index.html")),
    ("/parts/%E6%89%8B%E5%BC%95%E3%81%8D.html", .file("parts/手引き.html")), ("/a%20b.png?v=2", .file("a b.png")),
    ("/50%25.txt", .file("50%.txt")), ("/50%.txt", .notFound), ("/nope.html", .notFound), ("", .notFound),
    ("index.html", .notFound), ("//index.html", .notFound), ("/./index.html", .notFound),
    ("/parts/../index.html", .notFound), ("/%2e%2e/site.yaml", .notFound),
    ("/parts%2findex.html", .file("parts/index.html")),
    ("/index.html%00", .notFound), ("/%ff%fe", .notFound), ("/..%2f..%2fetc%2fpasswd", .notFound),
    ("http://evil.example/index.html", .notFound),
  ])
  func `only what was built is answered, by its exact path`(target: String, expected: BuiltSite.Answer) {
    #expect(site.answer(to: target) == expected)
  }

  @Test func `what is wrong goes into the page as text`() {
    let answer = String(decoding: ReloadScript.answer(number: 7, problem: "a\"b\\c\n</script>\u{2028}"), as: UTF8.self)
    #expect(answer == "tebikiPreview(7, \"a\\\"b\\\\c\\n\\u003c/script>\\u2028\");\n")
    let page = String(decoding: ReloadScript.page(problem: "<b>&", number: 1), as: UTF8.self)
    #expect(page.contains("<pre>&lt;b>&amp;</pre>"))
    var html = Array("<body>a</body>\n</html>".utf8)
    var strict = Array("<meta content=\"default-src 'none'; style-src 'self'\"></body>".utf8)
    ReloadScript.add(to: &strict, number: 3)
    #expect(String(decoding: strict, as: UTF8.self).contains("default-src 'none'; script-src 'self'; style-src"))
    ReloadScript.add(to: &html, number: 3)
    #expect(
      String(decoding: html, as: UTF8.self)
        == "<body>a<script src=\"/.tebiki/reload.js\" data-number=\"3\"></script>\n</body>\n</html>")
  }
}

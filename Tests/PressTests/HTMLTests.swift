import GuideModel
import Markup
import Platform
import Source
import Testing

@testable import Press

@Suite struct HTMLTests {
  private func render(_ markdown: String) -> String {
    var report = Report()
    let html = HTMLFragment.render(SourceFile(path: "a.md", text: markdown), as: .tebiki, reporting: &report)
    return String(decoding: html, as: UTF8.self)
  }

  @Test(arguments: [
    ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>\n"), ("<!-- 覚え書き -->\n", ""),
    ("<!-- a --> あとの**文**", "<p>あとの<strong>文</strong></p>\n"), ("- <!-- x --> 項目", "<ul>\n<li>項目</li>\n</ul>\n"),
    ("> <!-- x\n> y --> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>\n"),
    ("<div><!-- 秘密 --></div>", "<p>&lt;div&gt;&lt;/div&gt;</p>\n"), ("甲<!-- 秘密 -->乙", "<p>甲乙</p>\n"),
    (
      "## fn-1\n\n## fn 1\n\n[甲](#fn-1)",
      "<h2 id=\"fn-1-2\">fn-1</h2>\n<h2 id=\"fn-1-1\">fn 1</h2>\n<p><a href=\"#fn-1-2\">甲</a></p>\n"
    ),
    (
      "甲[^1]\n\n[^1]: - 乙",
      "<p>甲<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup></p>\n<section class=\"footnotes\" aria-label=\"脚注\">\n<ol>\n<li id=\"fn-1\">\n<ul>\n<li>乙</li>\n</ul>\n <a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"本文へ戻る\">↩</a>\n</li>\n</ol>\n</section>\n"
    ),
    ("## 題 {#console.error}", "<h2 id=\"console.error\">題</h2>\n"),
    (
      ":::tip\n一\n\n- 二\n- 三\n  :::\n\n四",
      "<aside class=\"callout tip\">\n<p class=\"callout-title\">ヒント</p>\n<p>一</p>\n<ul>\n<li>二</li>\n<li>三</li>\n</ul>\n</aside>\n<p>四</p>\n"
    ),
    (
      "- :::tip\n  - 二\n    - 三\n      :::\n- 四",
      "<ul>\n<li>\n<aside class=\"callout tip\">\n<p class=\"callout-title\">ヒント</p>\n<ul>\n<li>二\n<ul>\n<li>三</li>\n</ul>\n</li>\n</ul>\n</aside>\n</li>\n<li>四</li>\n</ul>\n"
    ),
    ("[x](JaVaScRiPt:alert(1))", "<p><a href=\"\">x</a></p>\n"),
    ("[x](&#106;avascript:a)", "<p><a href=\"\">x</a></p>\n"),
    ("[x](<java\tscript:a>)", "<p><a href=\"\">x</a></p>\n"), ("<vbscript:a>", "<p><a href=\"\">vbscript:a</a></p>\n"),
    ("![x](data:image/svg+xml,a)", "<p><img src=\"\" alt=\"x\" /></p>\n"),
    ("[x](javascript/a:b.md)", "<p><a href=\"javascript/a:b.md\">x</a></p>\n"),
    ("[x](<a b\"c>)", "<p><a href=\"a%20b%22c\">x</a></p>\n"),
    ("![\"<&](x.png)", "<p><img src=\"x.png\" alt=\"&quot;&lt;&amp;\" /></p>\n"),
    ("## 甲 & 乙", "<h2 id=\"甲--乙\">甲 &amp; 乙</h2>\n"),
    (
      ":::note <x>\na\n:::",
      "<aside class=\"callout note\">\n<p class=\"callout-title\">&lt;x&gt;</p>\n<p>a</p>\n</aside>\n"
    ),
    (
      ":::note `a<` **b** *c* {漢|かん} [d](https://e.jp/)\nf\n:::",
      "<aside class=\"callout note\">\n<p class=\"callout-title\"><code>a&lt;</code> <strong>b</strong> <em>c</em> <ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby> <a href=\"https://e.jp/\">d</a></p>\n<p>f</p>\n</aside>\n"
    ),
    (
      "> [!TIP] 1. `a` {#x} # \\*b\\*\n> c",
      "<aside class=\"callout tip\">\n<p class=\"callout-title\">1. <code>a</code> {#x} # *b*</p>\n<p>c</p>\n</aside>\n"
    ),
    (
      ":::columns\na\n\n---\n\nb\n:::",
      "<div class=\"columns\"><div>\n<p>a</p>\n</div>\n<div>\n<p>b</p>\n</div></div>\n"
    ),
    ("```a\"b\n<\n```", "<pre><code class=\"language-a&quot;b\">&lt;\n</code></pre>\n"),
  ])
  func `escapes for where it lands`(markdown: String, expected: String) {
    #expect(render(markdown) == expected)
  }

  @Test(arguments: [
    ("index.html", "a/b.html", "a/b.html"), ("a/b.html", "index.html", "../index.html"),
    ("a/b.html", "a/c.html", "c.html"), ("a/b/c.html", "a/d/e.html", "../d/e.html"), ("a/b.html", "a/b.html", "b.html"),
    ("手/引.html", "手/き.html", "き.html"),
  ])
  func `addresses are relative`(from: String, to: String, expected: String) {
    #expect(Address.relative(from: from, to: to) == expected)
  }

  @Test func `an address keeps its meaning when it is written down`() {
    #expect(Address.encoded("a b/50%#?.png") == "a%20b/50%25%23%3F.png")
  }

  @Test(arguments: [
    ("一二三四五六", 6, ["一二三四五六"]), ("一二三四五六七八", 6, ["一二三四", "五六七八"]),
    ("一二三四、五六七八", 5, ["一二三四、", "五六七八"]), ("一二「三四五六", 3, ["一二", "「三", "四五六"]),
    ("紙の記録を入れ直す手間が重なる", 13, ["紙の記録を", "入れ直す手間が重なる"]),
    ("約1,234.5%のデータ", 7, ["約1,234.5%", "のデータ"]), ("一Windows二", 6, ["一", "Windows", "二"]),
    // a word that is longer than a line, and signs that may not begin one
    ("一Windows二", 3, ["一", "Wind", "ows", "二"]), ("一ーーーー二", 3, ["一ーー", "ーー二"]), ("Ｗ", 0, ["Ｗ"]),
  ])
  func `lines break as Japanese does`(text: String, squares: Int, expected: [String]) {
    #expect(LineBreaking.lines(of: text, width: squares * 10, size: 10) == expected)
  }
}

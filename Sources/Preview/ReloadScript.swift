/// What makes an open page follow the builds: a script of ours, which asks for the next build by a script again, since
/// the pages' own Content-Security-Policy allows nothing else.
enum ReloadScript {
  static let path = "/.tebiki/reload.js"
  static let waitPath = "/.tebiki/wait.js?since="

  static let bytes = Array(
    """
    (function () {
      "use strict";
      var since = Number(document.currentScript.dataset.number);
      var panel = null;
      function show(problem) {
        if (!panel) {
          panel = document.createElement("pre");
          panel.setAttribute("role", "alert");
          panel.style.cssText = "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;margin:0;padding:1rem;" +
            "background:#3b0d0c;color:#fff;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;z-index:99999";
          document.body.appendChild(panel);
        }
        panel.textContent = problem;
      }
      function ask() {
        var script = document.createElement("script");
        script.src = "\(waitPath)" + since;
        script.onload = function () { script.remove(); ask(); };
        script.onerror = function () { script.remove(); setTimeout(ask, 1000); };
        document.head.appendChild(script);
      }
      window.tebikiPreview = function (number, problem) {
        if (problem !== null) show(problem);
        else if (number > since || panel) location.reload();
        since = number;
      };
      // A script that is waited for before the page has loaded would keep it loading.
      if (document.readyState === "complete") ask();
      else addEventListener("load", function () { setTimeout(ask, 0); });
    })();

    """.utf8)

  /// What the script that waits is answered.
  static func answer(number: Int, problem: String?) -> [UInt8] {
    Array("tebikiPreview(\(number), \(problem.map(literal) ?? "null"));\n".utf8)
  }

  /// Adds the script to a page.
  static func add(to page: inout [UInt8], number: Int) {
    let tag = Array("<script src=\"\(path)\" data-number=\"\(number)\"></script>\n".utf8)
    let end = Array("</body>".utf8)
    let place = page.indices.reversed().first { page[$0] == end[0] && page[$0...].starts(with: end) }
    page.insert(contentsOf: tag, at: place ?? page.count)
    allow(&page)
  }

  /// Lets a page run this one script whose policy allows none, such as a salesperson's copy of a sheet.
  private static func allow(_ page: inout [UInt8]) {
    let head = String(decoding: page.prefix(2_000), as: UTF8.self)
    let none = "default-src 'none'"
    guard !head.contains("script-src"), let range = head.firstRange(of: none) else { return }
    let place = head.utf8.distance(from: head.startIndex, to: range.upperBound)
    page.insert(contentsOf: "; script-src 'self'".utf8, at: place)
  }

  /// The page of a site that has never been built.
  static func page(problem: String, number: Int) -> [UInt8] {
    var page = Array(
      "<!doctype html>\n<html lang=\"ja\">\n<meta charset=\"utf-8\">\n<title>Tebiki</title>\n<body>\n<pre>".utf8)
    for byte in problem.utf8 {
      switch byte {
      case UInt8(ascii: "<"): page += Array("&lt;".utf8)
      case UInt8(ascii: "&"): page += Array("&amp;".utf8)
      default: page.append(byte)
      }
    }
    page += Array("</pre>\n</body>\n</html>\n".utf8)
    add(to: &page, number: number)
    return page
  }

  /// A text as a script's string.
  private static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case "\n": literal += "\\n"
      case "<", "\u{2028}", "\u{2029}", "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

import Foundation
import Testing

/// Wrong usage: always status 2, one line that helps, and the one object where JSON is asked for.
@Suite struct MisuseTests {
  static let commands = [
    "build", "serve", "handouts", "check", "new", "list", "render", "explain", "doctor", "clean",
  ]

  @Test(arguments: commands)
  func `every command refuses what it does not know`(command: String) throws {
    let folder = FileManager.default.temporaryDirectory.path
    for wrong in [
      ["--bogus"], ["a", "b", "c"], ["--jobs"], ["--jobs", "0"], ["--lang", "xx"], ["--format", "yaml"],
    ] {
      for format in [[], ["--format", "json"]] where wrong[0] != "--format" || format.isEmpty {
        let result = try CommandTests.run([command] + format + wrong, in: folder)
        #expect(result.status == 2, "\(command) \(wrong): \(result.errors)")
        #expect(result.errors.hasPrefix("tebiki: ") && result.errors.split(separator: "\n").count == 1)
        if format.isEmpty {
          #expect(result.output.isEmpty)
        } else {
          #expect(result.json["ok"] as? Bool == false && result.json["command"] as? String == command)
          #expect((result.json["failure"] as? String)?.isEmpty == false && result.json["counts"] != nil)
        }
      }
    }
  }

  /// What was typed, and what the line must say.
  @Test(arguments: [
    (["server"], "use 'tebiki serve'"), (["init"], "use 'tebiki new site DIR'"),
    (["init", "mysite"], "use 'tebiki new site mysite'"), (["new", "mysite"], "'tebiki new site mysite'"),
    (["new", "indstry", "x"], "did you mean 'tebiki new industry'?"), (["gh-deploy"], "publish output/site/"),
    (["bild"], "did you mean 'build'?"), (["wibble"], "there is: build, serve"), (["help", "bild"], "'build'?"),
    (["--root", ".", "build"], "stands behind the command"), (["--pdf", "build"], "'tebiki build --pdf'"),
    (["build", "--pfd"], "did you mean '--pdf'?"),
    (["list"], "use one of: pages, practices"), (["list", "sheet"], "did you mean 'sheets'?"),
    (["new", "site"], "'<name>' is missing"), (["build", "--theme", "standart"], "did you mean 'standard'?"),
    (["build", "--theme", "../x"], "there is no theme '../x'"), (["list", "sheets", "--industry", "x"], "no industry"),
    (["--generate-completion-script", "powershell"], "use one of: zsh, bash, fish"), ([""], "there is no command ''"),
    (["explain", "broken-lnk"], "did you mean 'broken-link'?"), (["build", "--pdf=1"], "takes no value"),
    (["build", "-d", "public"], "use '--output DIR'; the site is DIR/site/"),
    (["serve", "-a", "0.0.0.0:8000"], "'--port'"),
    (["serve", "-o"], "use '--open'"), (["build", "-s"], "use '--strict'"), (["build", "--clean"], "'tebiki clean'"),
    (["build", "-o", "public"], "use '--output DIR'"), (["serve", "-D"], "use '--drafts'"),
    (["serve", "-p", "80"], "'--port'"), (["serve", "-O"], "use '--open'"),
    (["build", "--buildFuture"], "leave it out"),
    (["new", "page", "a", "b/c"], "left over: 'b/c' ("), (["new", "posts/a.md"], "'tebiki new page posts/a.md'"),
    (["new", "content", "posts/a.md"], "'tebiki new page posts/a.md'"), (["new", "post"], "'tebiki new page PATH'"),
    (["new", "industry", "x", "--empty"], "is for 'tebiki new site'"),
    (["handouts", "--customers", "c.csv", "--sheet", "a"], "the file's columns 'industry' and 'sheets'"),
    (["build", "docs/"], "'tebiki build --root docs'"), (["check", "content"], "'tebiki check --root .'"),
    (["serve", "8080"], "'tebiki serve --port 8080'"), (["serve", "localhost:8000"], "'tebiki serve --port 8000'"),
    (["serve", "--host", "a:80"], "the port is said by --port"), (["serve", "--port", "abc"], "from 0 to 65535"),
    (["build", "--output", ""], "'--output' has no value"), (["build", "--root", ""], "'--root' has no value"),
    (["build", "--output", "/dev/null"], "is no folder"), (["build", "--root", "nowhere"], "no folder 'nowhere'"),
    (["build", "--root", "content"], "the folder that content/ lies in"), (["render", ""], "name is empty"),
    (["build", "--root", "content/site.yaml"], "the folder that content/ lies in"),
    (["build", "--jobs", "-1"], "a number from 1 to 64"), (["build", "--date", "2026-02-30"], "a day that exists"),
    (["build", "--format", "JSON"], "did you mean 'json'?"), (["BUILD"], "did you mean 'build'?"),
    (["new", "page", "/etc/x"], "a path below content/"), (["new", "site", ""], "is missing"),
    (["-V"], "'tebiki --version'"),
    (["new", "industry"], "'tebiki new industry dentist'"), (["explain"], "'tebiki explain T201'"),
    (["explain", "zzz"], "such as T201"), (["handouts", "--customers", ""], "has no value"),
    (["build", "a'b"], "left over: 'a'b'"), (["build", "\u{1B}[31m"], "left over: '?[31m'"),
  ])
  func `a slip gets the line that mends it`(words: [String], says: String) throws {
    let project = try CommandTests.Project()
    let english = try CommandTests.run(words, in: project.path)
    #expect(english.status == 2 && english.errors.contains(says), "\(english.errors)")
    let japanese = try CommandTests.run(words, in: project.path, environment: ["LANG": "ja_JP.UTF-8"])
    #expect(japanese.status == 2 && japanese.errors != english.errors)
    #expect(japanese.errors.unicodeScalars.contains { $0.value > 0x3040 }, "\(japanese.errors)")
    #expect(japanese.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: commands)
  func `help comes in whatever order it is asked for`(command: String) throws {
    let help = try CommandTests.run(["help", command], in: "/").output
    for words in [["--help", command], ["-h", command], [command, "--help"], [command, "-h"]] {
      #expect(try CommandTests.run(words, in: "/").output == help, "\(words)")
    }
    #expect(try (CommandTests.run([command, "help"], in: "/").output == help) == (command != "render"))
  }

  @Test func `a theme that site.yaml names is a mistake of the content`() throws {
    let project = try CommandTests.Project(["content/site.yaml": "title: x\ntheme: nope\n"])
    #expect(try project.run("build").status == 1)
    #expect(try project.run("build", "--theme", "standard").status == 0)
  }

  @Test func `SARIF tells of wrong usage too`() throws {
    let project = try CommandTests.Project()
    let result = try project.run("check", "--format", "sarif", "--jobs", "0")
    let runs = result.json["runs"] as? [[String: Any]]
    let invocation = (runs?.first?["invocations"] as? [[String: Any]])?.first
    #expect(result.status == 2 && invocation?["executionSuccessful"] as? Bool == false)
  }

  @Test(arguments: ["x", "-1", "999999999999999999"])
  func `a day that is none is refused`(epoch: String) throws {
    let project = try CommandTests.Project()
    let result = try project.run("build", environment: ["SOURCE_DATE_EPOCH": epoch])
    #expect(result.status == 2 && result.errors.contains("SOURCE_DATE_EPOCH"))
  }

  @Test func `alone it says in a few lines what to type first`() throws {
    let result = try CommandTests.run([], in: "/")
    #expect(result.status == 0 && result.output.contains("tebiki new site DIR"))
    #expect(result.output.split(separator: "\n").count < 12)
    let japanese = try CommandTests.run([], in: "/", environment: ["LANG": "ja_JP.UTF-8"])
    #expect(japanese.output.contains("小さなサイトを一つ作る"))
  }

  @Test func `the version names libcmark's`() throws {
    let result = try CommandTests.run(["--version"], in: "/")
    #expect(result.output.wholeMatch(of: /tebiki \d+\.\d+\.\d+ \((commit \S+, )?libcmark 0\.3\d\.\d+\)\n/) != nil)
  }

  @Test func `a fragment and a rule come as JSON, too`() throws {
    let fragment = try CommandTests.run(["render", "--format", "json"], input: "*x*", in: "/")
    #expect((fragment.json["items"] as? [[String: Any]])?.first?["html"] as? String == "<p><em>x</em></p>\n")
    let missing = try CommandTests.run(["render", "none.md", "--format", "json"], in: "/")
    #expect(missing.status == 3 && missing.json["ok"] as? Bool == false && missing.json["failure"] != nil)
    let rule = try CommandTests.run(["explain", "t201", "--format", "json", "--lang", "ja"], in: "/")
    #expect((rule.json["items"] as? [[String: Any]])?.first?["name"] as? String == "broken-link")
  }
}

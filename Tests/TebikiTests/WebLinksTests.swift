import Foundation
import Platform
import Source
import Testing

@testable import Press

/// Whether other sites still have what is linked to; the other site is a preview of our own.
@Suite struct WebLinksTests {
  private static let direct = ["http_proxy": "", "https_proxy": "", "HTTPS_PROXY": "", "no_proxy": "*"]

  @Test func `every address is asked for, and every place of a dead one is told`() throws {
    let other = try CommandTests.Project(["content/parts/index.md": "---\ntitle: 部\n---\n"])
    let server = try ServeTests.Server(other)
    let host = "http://127.0.0.1:\(server.port)"
    let project = try CommandTests.Project([
      "content/site.yaml": "title: 試し\nsource: {title: 甲, publisher: 乙, url: '\(host)/no.html'}\n",
      "content/index.md": """
      ---
      title: はじめ
      ---
      [よい](\(host)/index.html#x)、[だめ](\(host)/日本.html?a=1&b=2)、[だめ](\(host)/no.html)。
      <\(host)/parts>、[なし](http://nope.invalid/)、[無言](http://127.0.0.1:1/)。

      """,
      "content/resources/desk.md":
        "---\ntitle: 窓口\nurl: \(host)/gone.html\npublisher: 丙\nfor: [customer]\n---\n",
    ])
    let result = try project.run("check", "--external", "--format", "json", environment: Self.direct)
    #expect(result.status == 1, "\(result.errors)")
    let told = result.diagnostics.map {
      "\($0["file"] as? String ?? ""):\($0["line"] ?? "") \($0["name"] as? String ?? "") \($0["message"] as? String ?? "")"
    }
    #expect(
      told == [
        "content/index.md:4 dead-link '\(host)/日本.html?a=1&b=2' is gone (404)",
        "content/index.md:4 dead-link '\(host)/no.html' is gone (404)",
        "content/index.md:5 dead-link there is no host 'nope.invalid'",
        "content/index.md:5 unanswered-link 'http://127.0.0.1:1/' could not be checked (no connection)",
        "content/resources/desk.md:3 dead-link '\(host)/gone.html' is gone (404)",
        "content/site.yaml:2 dead-link '\(host)/no.html' is gone (404)",
      ])
    #expect(try project.run("check", environment: Self.direct).status == 0, "without --external nobody is asked")
  }

  @Test func `only what has gone for good has moved`() throws {
    let server = try MovedPages()
    let host = "http://127.0.0.1:\(server.port)"
    let project = try CommandTests.Project([
      "content/index.md": "---\ntitle: はじめ\n---\n"
        + ["301", "302", "303", "307", "308"].map { "<\(host)/\($0)>\n" }.joined()
    ])
    let result = try project.run("check", "--external", "--format", "json", environment: Self.direct)
    let moved = result.diagnostics.filter { $0["name"] as? String == "moved-link" }
    #expect(moved.compactMap { $0["line"] as? Int } == [4, 8], "\(result.errors)")
    #expect(moved.allSatisfy { ($0["help"] as? String)?.contains("\(host)/here") == true }, "\(moved)")
  }

  @Test func `without any network it is the network that is told of`() throws {
    let project = try CommandTests.Project([
      "content/index.md": "---\ntitle: はじめ\n---\n<http://a.invalid/> <http://b.invalid/>\n"
    ])
    let result = try project.run("check", "--external", environment: Self.direct)
    #expect(result.status == 3 && result.errors.contains("no site can be reached"), "\(result.errors)")
    try project.write(Data("---\ntitle: はじめ\n---\n<http://a.invalid/>\n".utf8), to: "content/index.md")
    let one = try project.run("check", "--external", environment: Self.direct)
    #expect(
      one.status == 3 && one.errors.contains("'a.invalid' cannot be found, and no other was asked"), "\(one.errors)")
  }

  @Test func `names that time out are no network, and one that is found is`() {
    let (gone, slow) = (WebLinks.Answer(code: 6), WebLinks.Answer(code: 28))
    #expect(WebLinks.network(["https://a.example/": gone, "https://b.example/": slow]) != nil)
    #expect(WebLinks.network(["https://a.example/": gone, "https://b.example/": .init(status: 404)]) == nil)
    #expect(WebLinks.network(["https://a.example/": gone, "https://b.example/": .init(code: 60)]) == nil)
    #expect(WebLinks.network(["https://a.example/": slow]) == nil)
  }

  @Test func `without curl that is said`() throws {
    let project = try CommandTests.Project([
      "content/index.md": "---\ntitle: はじめ\n---\n<http://a.invalid/>\n"
    ])
    let result = try project.run("check", "--external", environment: ["PATH": "/nowhere"])
    #expect(result.status == 3 && result.errors.contains("there is no curl"), "\(result.errors)")
  }

  @Test(arguments: [
    ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f"),
    ("https://a.example/甲", "https://a.example/%E7%94%B2"),
    ("https://甲.example/", "https://甲.example/"), ("https://a.example/\"\\\n{}", "https://a.example/%22%5C%0A%7B%7D"),
    ("http://[::1]:80/%E7", "http://[::1]:80/%E7"), ("http://a\"\nurl=b/", "http://a%22%0Aurl=b/"),
    ("https://a.example", "https://a.example"),
  ])
  func `an address is asked for in plain bytes`(address: String, request: String) {
    #expect(WebLinks.request(for: address) == request)
  }

  @Test func `what curl says is read line by line`() {
    let said =
      "1\t0\t200\t2\thttps://b.example/\t\t\nnoise\n0\t60\t0\t0\thttps://a.example/\t\tSSL: a\tb\n9\t0\t200\t0\tx\t\t\n"
    let answers = WebLinks.parse(said, ["https://a.example/", "https://x.example/"])
    #expect(answers["https://x.example/"] == .init(status: 200, redirects: 2, address: "https://b.example/"))
    #expect(answers["https://a.example/"]?.problem == "SSL: a\tb" && answers.count == 2)
    #expect(answers["https://a.example/"]?.reason.en == "its certificate cannot be trusted")
  }
}

/// A server whose pages redirect to `/here` with the status that is their name.
private final class MovedPages: Sendable {
  let port: UInt16
  private let listener: Int32

  init() throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(listener, $0, size) == 0 && listen(listener, 16) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    try #require(isBound)
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { Self.serve(listener) }
  }

  private static func serve(_ listener: Int32) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { return }
      let count = max(0, unsafe recv(client, &buffer, buffer.count, 0))
      let path = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ").dropFirst().first ?? "/"
      let status = Int(path.dropFirst()).map { "\($0) Moved\r\nLocation: /here" } ?? "200 OK"
      let answer = Array("HTTP/1.1 \(status)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
      _ = unsafe send(client, answer, answer.count, Int32(MSG_NOSIGNAL))
      close(client)
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }
}

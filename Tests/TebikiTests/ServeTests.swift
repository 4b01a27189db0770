import Foundation
import Testing

/// The preview, as a browser on this machine speaks to it.
@Suite(.serialized) struct ServeTests {
  /// A running `tebiki serve`, ended with the test.
  final class Server {
    let process = Process()
    let port: UInt16

    init(_ project: CommandTests.Project, _ arguments: String...) throws {
      process.executableURL = URL(fileURLWithPath: CommandTests.program)
      process.arguments = ["serve", "--port", "0"] + arguments
      process.currentDirectoryURL = URL(fileURLWithPath: project.path)
      process.environment = ProcessInfo.processInfo.environment.merging(["LANG": "en_US.UTF-8"]) { $1 }
      let pipe = Pipe()
      process.standardError = pipe
      try process.run()
      var text = ""
      while !text.contains("Ctrl-C") {
        let chunk = pipe.fileHandleForReading.availableData
        if chunk.isEmpty { throw CocoaError(.executableLoad) }
        text += String(decoding: chunk, as: UTF8.self)
      }
      let digits = text[text.range(of: "127.0.0.1:")!.upperBound...].prefix { $0.isNumber }
      port = UInt16(digits) ?? 0
      // What it says later must not fill the pipe.
      pipe.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit {
      process.terminate()
      process.waitUntilExit()
    }

    /// Opens a connection; nil where it is refused.
    func connection() -> Int32? {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let connected = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
      }
      if connected == 0 { return descriptor }
      close(descriptor)
      return nil
    }

    /// Sends a request as it is and returns everything that is answered.
    func send(_ request: String) -> String {
      guard let descriptor = connection() else { return "" }
      defer { close(descriptor) }
      let bytes = Array(request.utf8)
      _ = unsafe write(descriptor, bytes, bytes.count)
      var answer: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = unsafe read(descriptor, &buffer, buffer.count)
        if count <= 0 { return String(decoding: answer, as: UTF8.self) }
        answer += buffer[..<count]
      }
    }

    func get(_ path: String, host: String? = nil, _ more: String = "") -> String {
      send("GET \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\nConnection: close\r\n\(more)\r\n")
    }
  }

  @Test func `it serves what was built to this machine alone`() throws {
    let project = try CommandTests.Project()
    let server = try Server(project)
    let page = server.get("/")
    #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("/.tebiki/reload.js\" data-number=\"1\""))
    #expect(page.contains("text/html; charset=utf-8") && page.contains("nosniff"))
    #expect(project.text("output/site/index.html")?.contains(".tebiki/reload.js") == false)
    #expect(server.get("/", host: "localhost:\(server.port)").hasPrefix("HTTP/1.1 200"))
    #expect(server.get("/", host: "evil.example").hasPrefix("HTTP/1.1 403"))
    #expect(server.get("/", host: "evil.example:\(server.port)").hasPrefix("HTTP/1.1 403"))
    #expect(server.get("/", "Origin: http://evil.example\r\n").hasPrefix("HTTP/1.1 403"))
    #expect(server.get("/", "Origin: http://127.0.0.1:\(server.port)\r\n").hasPrefix("HTTP/1.1 200"))
    #expect(
      server.send("POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nConnection: close\r\n\r\n").hasPrefix(
        "HTTP/1.1 405"))
    for path in ["/../content/site.yaml", "/%2e%2e/%2e%2e/content/site.yaml", "/.tebiki-files", "/%00", "/nope"] {
      #expect(server.get(path).hasPrefix("HTTP/1.1 404"), "\(path)")
    }
    #expect(server.send("\u{16}\u{3}\u{1}\r\n\r\n").hasPrefix("HTTP/1.1 400"))
    #expect(server.get("/").hasPrefix("HTTP/1.1 200"))
  }

  @Test(arguments: [[], ["--poll"]])
  func `a save rebuilds, a mistake is shown and the last good page stays`(arguments: [String]) throws {
    let project = try CommandTests.Project()
    let server = try arguments.isEmpty ? Server(project) : Server(project, "--poll")
    let page = "---\ntitle: はじめ\n---\n"
    try project.write(Data((page + "新しい本文\n").utf8), to: "content/index.md")
    #expect(server.get("/.tebiki/wait.js?since=1").contains("tebikiPreview(2, null)"))
    #expect(server.get("/").contains("新しい本文"))
    try project.write(Data((page + "[x](nope.md)\n").utf8), to: "content/index.md")
    #expect(server.get("/.tebiki/wait.js?since=2").contains("broken-link"))
    #expect(server.get("/").contains("data-number=\"2\""), "a page that is opened now asks at once what is wrong")
    #expect(server.get("/").contains("新しい本文"))
    try project.write(Data("---\ntitle: 甲\n---\n".utf8), to: "content/new/a.md")
    _ = server.get("/.tebiki/wait.js?since=3")
    try project.write(Data(page.utf8), to: "content/index.md")
    #expect(server.get("/.tebiki/wait.js?since=4").contains("null)"))
    #expect(server.get("/new/a.html").hasPrefix("HTTP/1.1 200"))
  }

  @Test func `requests that browsers do not send are answered by the book`() throws {
    let project = try CommandTests.Project([
      "content/big.md": "---\ntitle: x\n---\n" + String(repeating: "本文です。\n\n", count: 20_000)
    ])
    let server = try Server(project)
    let host = "127.0.0.1:\(server.port)"
    func status(_ request: String) -> String { String(server.send(request).dropFirst(9).prefix(3)) }
    func get(_ target: String, _ headers: String) -> String {
      status("GET \(target) HTTP/1.1\r\nConnection: close\r\n\(headers)\r\n")
    }
    #expect(get("http://\(host)/", "Host: \(host)\r\n") == "200")
    #expect(get("http://\(host)", "Host: \(host)\r\n") == "200")
    #expect(get("http://evil.example/", "Host: \(host)\r\n") == "403")
    #expect(get("http://\(host)@evil.example/", "Host: \(host)\r\n") == "403")
    for name in [
      "localhost.:\(server.port)", "127.0.0.1.:\(server.port)", "127.0.0.1:1", "127.0.0.1:0\(server.port)",
      "127.1:\(server.port)",
      "2130706433:\(server.port)", "0.0.0.0:\(server.port)", "[::]:\(server.port)", "[::ffff:127.0.0.1]:\(server.port)",
      "x@\(host)", "\(host)@evil.example", "\(host),evil.example", "\(host) evil.example", "", "evil.example#\(host)",
    ] {
      #expect(["403", "400"].contains(get("/", "Host: \(name)\r\n")), "\(name)")
    }
    #expect(get("/", "Host: LocalHost:\(server.port)\r\n") == "200")
    #expect(get("/", "Host: [::1]:\(server.port)\r\n") == "200")
    #expect(get("/", "") == "403")
    #expect(status("GET / HTTP/1.0\r\n\r\n") == "403")
    #expect(status("GET / HTTP/1.0\r\nHost: \(host)\r\n\r\n") == "200")
    #expect(get("/", "Host: \(host)\r\nHost: \(host)\r\n") == "403")
    for origin in ["null", "https://\(host)", "http://\(host).", "http://\(host)/", "http://localhost:1", "file://"] {
      #expect(get("/", "Host: \(host)\r\nOrigin: \(origin)\r\n") == "403", "\(origin)")
    }
    // Another site's page loads nothing from here, but may lead here.
    let fetch = "Host: \(host)\r\nSec-Fetch-Site: cross-site\r\n"
    for path in ["/", "/search/data.js", "/.tebiki/wait.js?since=0"] {
      #expect(get(path, fetch + "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n") == "403", "\(path)")
      #expect(get(path, fetch.replacing("cross", with: "same") + "Sec-Fetch-Mode: no-cors\r\n") == "403", "\(path)")
    }
    #expect(get("/", fetch + "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n") == "403")
    #expect(get("/", fetch + "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n") == "200")
    #expect(get("/", "Host: \(host)\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: no-cors\r\n") == "200")
    let head = server.get("/")
    #expect(head.contains("Cross-Origin-Resource-Policy: same-origin") && head.contains("X-Frame-Options: DENY"))
    // Bodies, methods, sizes.
    let chunked = "Host: \(host)\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
    #expect(status("POST / HTTP/1.1\r\n\(chunked)\r\n5\r\nhello\r\n0\r\n\r\n") == "405")
    #expect(status("POST / HTTP/1.1\r\n\(chunked)Content-Length: 5\r\n\r\n0\r\n\r\n") == "400")
    #expect(status("POST / HTTP/1.1\r\n\(chunked)\r\nzz\r\n") != "200")
    #expect(get("/", "Host: \(host)\r\nX: \(String(repeating: "a", count: 200_000))\r\n") != "200")
    #expect(get("/\(String(repeating: "a", count: 200_000))", "Host: \(host)\r\n") != "200")
    #expect(get("/ HTTP/1.1\r\nX:", "Host: \(host)\r\n") != "500")
    #expect(status("GET / HTTP/9.9\r\nHost: \(host)\r\n\r\n") != "200")
    // One behind the other, each has its answer in turn.
    let one = "GET /big.html HTTP/1.1\r\nHost: \(host)\r\n"
    let answers = server.send(String(repeating: "\(one)\r\n", count: 20) + "\(one)Connection: close\r\n\r\n")
    #expect(answers.components(separatedBy: "HTTP/1.1 200 OK").count == 22)
    #expect(answers.hasSuffix("</html>\n") || answers.contains("</html>"))
    #expect(server.get("/").hasPrefix("HTTP/1.1 200"))
  }

  @Test func `thousands of connections that say nothing, or never read, do not stop it`() throws {
    let project = try CommandTests.Project([
      "content/big.md": "---\ntitle: x\n---\n" + String(repeating: "本文です。\n\n", count: 20_000)
    ])
    let server = try Server(project)
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    _ = unsafe getrlimit(files, &limit)
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(files, &limit)
    let count = min(2_000, Int(limit.rlim_max) - 200)
    var open: [Int32] = []
    defer { for descriptor in open { close(descriptor) } }
    let halves = [
      "", "G", "GET / HTTP/1.1\r\nHost: ",
      "POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Length: 99\r\n\r\nx", "\u{16}\u{3}",
    ]
    for number in 0..<count {
      guard let descriptor = server.connection() else { break }
      open.append(descriptor)
      let bytes = Array(halves[number % halves.count].utf8)
      _ = unsafe write(descriptor, bytes, bytes.count)
    }
    #expect(open.count == count)
    // What they ask for would be gigabytes, and they take none of it.
    let greedy = Array(
      String(repeating: "GET /big.html HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n", count: 1_000).utf8)
    for _ in 0..<20 {
      guard let descriptor = server.connection() else { break }
      open.append(descriptor)
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      _ = unsafe write(descriptor, greedy, greedy.count)
    }
    for _ in 0..<20 { #expect(server.get("/").hasPrefix("HTTP/1.1 200")) }
    let status =
      (try? String(contentsOfFile: "/proc/\(server.process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.filter(\.isNumber)
    // What a sanitizer keeps for itself is no measure of the program.
    if ProcessInfo.processInfo.environment["TEBIKI_SANITIZER"] == nil {
      #expect(peak.flatMap { Int($0) }.map { $0 < 500_000 } ?? true, "\(peak ?? "") KB")
    }
  }

  @Test func `a port that is taken is said`() throws {
    let project = try CommandTests.Project()
    let server = try Server(project)
    let second = try project.run("serve", "--port", String(server.port))
    #expect(second.status == 3 && second.errors.contains("--port"))
    #expect(try project.run("serve", "--port", "99999").status == 2)
  }
}

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

    /// Sends a request as it is and returns everything that is answered.
    func send(_ request: String) -> String {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let connected = unsafe withUnsafePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe connect(descriptor, $0, size) }
      }
      guard connected == 0 else { return "" }
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

  @Test func `a port that is taken is said`() throws {
    let project = try CommandTests.Project()
    let server = try Server(project)
    let second = try project.run("serve", "--port", String(server.port))
    #expect(second.status == 3 && second.errors.contains("--port"))
    #expect(try project.run("serve", "--port", "99999").status == 2)
  }
}

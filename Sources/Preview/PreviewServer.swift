import NIOCore
import NIOHTTP1
import NIOPosix
package import Platform
import Source

/// Serves a preview to this machine's own browsers.
package struct PreviewServer: Sendable {
  private let channel: any Channel
  /// The address that it can be opened at.
  package let address: String

  /// Starts to serve.
  package static func start(_ preview: Preview, host: String, port: Int) async throws(FileError) -> PreviewServer {
    Machine.allowManyOpenFiles()
    let group = MultiThreadedEventLoopGroup.singleton
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // A connection that says nothing for a minute is closed.
          try channel.pipeline.syncOperations.addHandler(IdleStateHandler(allTimeout: .seconds(60)))
          try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
          try channel.pipeline.syncOperations.addHandler(RequestHandler(preview, host: host))
        }
      }
    do {
      let channel = try await bootstrap.bind(host: host, port: port).get()
      let name = host.contains(":") ? "[\(host)]" : host
      return PreviewServer(channel: channel, address: "http://\(name):\(channel.localAddress?.port ?? port)/")
    } catch {
      guard let error = error as? IOError else {
        throw FileError(
          path: host,
          message: Message(
            ja: "この機械に '\(host)' というアドレスはありません。--host には 127.0.0.1 や 0.0.0.0 などを指定してください",
            en: "this machine has no address '\(host)': give --host one such as 127.0.0.1 or 0.0.0.0"))
      }
      let reason = systemErrorMessage(error.errnoCode)
      throw FileError(
        path: "\(host):\(port)",
        message: Message(
          ja: "\(host):\(port) で待ち受けられません（\(reason.ja)）。--port で別の番号を指定してください",
          en: "cannot listen at \(host):\(port) (\(reason.en)); name another port by --port"))
    }
  }

  /// Stops serving.
  package func stop() async { try? await channel.close() }
}

/// Answers the requests of one connection.
private final class RequestHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let preview: Preview
  private let host: String

  init(_ preview: Preview, host: String) {
    self.preview = preview
    self.host = host
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(let head) = unwrapInboundIn(data) else { return }
    answer(head, context)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let isWithoutBody = head.method == .HEAD
    guard head.method == .GET || isWithoutBody else {
      return send(.methodNotAllowed, "text/plain", Array("GET\n".utf8), context, head, more: [("Allow", "GET, HEAD")])
    }
    guard isOurs(head, context), let target = target(of: head) else {
      return send(.forbidden, "text/plain", Array("this preview is for this machine alone\n".utf8), context, head)
    }
    if target == ReloadScript.path {
      return send(.ok, "text/javascript; charset=utf-8", ReloadScript.bytes, context, head)
    }
    if target.hasPrefix(ReloadScript.waitPath) {
      let since = Int(target.dropFirst(ReloadScript.waitPath.count)) ?? 0
      let promise = context.eventLoop.makePromise(of: Void.self)
      let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
      promise.futureResult.whenComplete { _ in
        let (handler, context) = bound.value
        let (_, number, problem) = handler.preview.current
        let script = ReloadScript.answer(number: number, problem: problem)
        handler.send(.ok, "text/javascript; charset=utf-8", script, context, head)
      }
      return preview.wait(since: since, promise, limit: .seconds(25))
    }
    let (site, newest, problem) = preview.current
    // While something is wrong, a page is one behind, and so asks at once what that is.
    let number = problem == nil ? newest : newest - 1
    switch site.answer(to: target) {
    case .file(let path): send(path, of: site, .ok, number, context, head)
    case .moved(let path):
      send(.movedPermanently, "text/plain", [], context, head, more: [("Location", path)])
    case .notFound where problem != nil && !site.has("index.html"):
      let page = ReloadScript.page(problem: problem ?? "", number: number)
      send(.serviceUnavailable, "text/html; charset=utf-8", page, context, head)
    case .notFound where site.has("404.html"): send("404.html", of: site, .notFound, number, context, head)
    case .notFound: send(.notFound, "text/plain", Array("not found\n".utf8), context, head)
    }
  }

  /// Whether a request is this machine's own: other sites' pages reach a loopback server by names that lead there.
  private func isOurs(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) -> Bool {
    guard let port = context.channel.localAddress?.port, head.headers["Host"].count == 1,
      let asked = head.headers.first(name: "Host")?.lowercased()
    else { return false }
    let names = ["127.0.0.1", "localhost", "[::1]", host.contains(":") ? "[\(host)]" : host.lowercased()]
    let isAnyHost = host == "0.0.0.0" || host == "::"
    guard isAnyHost || names.contains(where: { asked == "\($0):\(port)" || asked == $0 }) else { return false }
    guard head.headers["Origin"].allSatisfy({ $0.lowercased() == "http://\(asked)" }) else { return false }
    // Another site's page may lead here, but not load a page's search data or what is wrong with it as its own script.
    let isFromElsewhere = head.headers["Sec-Fetch-Site"].contains { $0 != "same-origin" && $0 != "none" }
    return !isFromElsewhere
      || head.headers["Sec-Fetch-Mode"] == ["navigate"] && head.headers["Sec-Fetch-Dest"] == ["document"]
  }

  /// Returns the path that is asked for, also where the whole address is said (RFC 9112, 3.2.2); nil for another's.
  private func target(of head: HTTPRequestHead) -> String? {
    let scheme = "http://"
    guard head.uri.lowercased().hasPrefix(scheme) else { return head.uri }
    let rest = head.uri.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard host.lowercased() == head.headers.first(name: "Host")?.lowercased() else { return nil }
    let path = rest.dropFirst(host.count)
    return path.hasPrefix("/") ? String(path) : "/\(path)"
  }

  private func send(
    _ path: String, of site: BuiltSite, _ status: HTTPResponseStatus, _ number: Int,
    _ context: ChannelHandlerContext, _ head: HTTPRequestHead
  ) {
    do throws(FileError) {
      var bytes = try site.bytes(of: path)
      if path.hasSuffix(".html") { ReloadScript.add(to: &bytes, number: number) }
      send(status, BuiltSite.mediaType(of: path), bytes, context, head)
    } catch {
      send(.internalServerError, "text/plain; charset=utf-8", Array(error.message.en.utf8), context, head)
    }
  }

  private func send(
    _ status: HTTPResponseStatus, _ type: String, _ bytes: [UInt8], _ context: ChannelHandlerContext,
    _ head: HTTPRequestHead, more: [(String, String)] = []
  ) {
    guard context.channel.isActive else { return }
    var headers = HTTPHeaders([
      ("Content-Type", type), ("Content-Length", String(bytes.count)), ("Cache-Control", "no-store"),
      ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
    ])
    headers.add(contentsOf: more)
    if !head.isKeepAlive { headers.add(name: "Connection", value: "close") }
    context.write(
      wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: status, headers: headers))), promise: nil)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let isLast = !head.isKeepAlive
    guard head.method != .HEAD, !bytes.isEmpty else { return Self.end(bound, isLast: isLast) }
    // The next request is read when this one's answer has an end, and it has one when the client has taken the rest: who
    // asks for much and reads nothing takes the memory of one answer.
    let body = context.channel.allocator.buffer(bytes: bytes)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(body)))).whenSuccess { Self.end(bound, isLast: isLast) }
  }

  private static func end(_ context: NIOLoopBound<ChannelHandlerContext>, isLast: Bool) {
    context.value.writeAndFlush(NIOAny(HTTPServerResponsePart.end(nil))).whenComplete { _ in
      if isLast { context.value.close(promise: nil) }
    }
  }
}

import LocalListener
import NIOCore
import NIOHTTP1
import Web

/// One connection: reads one request, writes its answer, closes. All on the channel's event loop.
final class WebHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum Phase { case reading, answering, closing }

    /// How long a peer may take to read its answer.
    private static let patience = TimeAmount.seconds(20)

    private let arrival: TimeAmount
    private let isAdmitted: Bool
    /// Kept once the connection is gone and no answer of its is being made any more.
    private let done: EventLoopPromise<Void>
    private let answer: @Sendable (WebRequest) async -> WebResponse
    private var phase = Phase.reading
    private var isConnected = true
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(
        arrival: TimeAmount, isAdmitted: Bool, done: EventLoopPromise<Void>,
        answer: @escaping @Sendable (WebRequest) async -> WebResponse
    ) {
        self.arrival = arrival
        self.isAdmitted = isAdmitted
        self.done = done
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        guard isAdmitted else { return refuse(503, "Too busy", context, fields: [("Retry-After", "1")]) }
        context.eventLoop.assumeIsolated().scheduleTask(in: arrival) {
            if self.phase == .reading { self.refuse(408, "The request took too long", context) }
        }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard phase == .reading else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            if head.headers.contains(name: "expect") { refuse(417, "Send the request as a whole", context) }
        case .body(let bytes): body += bytes.readableBytesView
        case .end: if let head { take(head, context) }
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if phase == .reading { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ByteLimit.Exceeded:
            if phase == .reading { refuse(head == nil ? 431 : 413, "The request is too large", context) }
        case is LocalListener.Stop where phase == .reading: context.close(promise: nil)
        case is LocalListener.Stop: break
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What is not HTTP, or a peer that went away.
        if phase == .reading, error is HTTPParserError {
            refuse(400, "This is no request", context)
        } else {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) { isConnected = false }

    /// Unlike the end of being active, this comes in any case.
    func handlerRemoved(context: ChannelHandlerContext) {
        isConnected = false
        if phase != .answering { done.succeed() }
    }

    private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        phase = .answering
        let request = WebRequest(
            method: head.method.rawValue, target: head.uri, fields: head.headers.map { ($0.name, $0.value) }, body: body
        )
        context.eventLoop.makeFutureWithTask { [answer] in await answer(request) }.assumeIsolated().whenComplete {
            result in
            self.phase = .closing
            guard self.isConnected else { return self.done.succeed() }
            // The task cannot fail, but a future does not know that.
            let response = (try? result.get()) ?? .text(500, "A fault of the program")
            self.send(response, withBody: head.method != .HEAD, context)
        }
    }

    private func refuse(
        _ status: Int, _ text: String, _ context: ChannelHandlerContext, fields: [(name: String, value: String)] = []
    ) {
        phase = .closing
        send(.text(status, text, fields: fields), withBody: true, context)
    }

    private func send(_ response: WebResponse, withBody: Bool, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders()
        for (name, value) in response.fields { headers.add(name: name, value: Self.oneLine(value)) }
        headers.add(name: "Content-Length", value: "\(response.body.count)")
        headers.add(name: "Connection", value: "close")
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: response.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if withBody {
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
        }
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    /// A value can never begin a line of its own.
    private static func oneLine(_ value: String) -> String {
        String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
}

import LMTP
import LocalListener
import NIOCore

/// Moves the bytes of one connection between its channel and an ``LMTPSession``, all on the channel's event loop.
///
/// The channel must not read of its own accord: the next bytes are asked for when everything before them is answered, and
/// the peer has taken the answers.
final class LMTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Phase { case talking, storing, ending }

    /// How long a peer may take to read why the dialogue ends.
    private static let patience = TimeAmount.seconds(5)

    private var session: LMTPSession
    private let store: @Sendable (HandedMail) async -> HandOver
    /// Kept once the connection is gone and no mail of its is being stored any more.
    private let done: EventLoopPromise<Void>
    private var phase = Phase.talking
    private var isConnected = true
    private var farewell: LMTPSession.Farewell?
    private var lastWrite: EventLoopFuture<Void>?

    init(
        _ session: LMTPSession, done: EventLoopPromise<Void>,
        store: @escaping @Sendable (HandedMail) async -> HandOver
    ) {
        self.session = session
        self.done = done
        self.store = store
    }

    func channelActive(context: ChannelHandlerContext) { advance(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        session.receive(unwrapInboundIn(data).readableBytesView)
    }

    func channelReadComplete(context: ChannelHandlerContext) { advance(context) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is LocalListener.Stop: leave(.stopping, context)
        case is IdleStateHandler.IdleStateEvent where phase == .talking: leave(.idle, context)
        case is IdleStateHandler.IdleStateEvent: break
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    /// The peer went away. A mail of its was either answered or never ended.
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelInactive(context: ChannelHandlerContext) { isConnected = false }

    /// Unlike the end of being active, this comes in any case.
    func handlerRemoved(context: ChannelHandlerContext) {
        isConnected = false
        if phase != .storing { done.succeed() }
    }

    /// Ends the dialogue once what is being stored is answered.
    private func leave(_ farewell: LMTPSession.Farewell, _ context: ChannelHandlerContext) {
        self.farewell = farewell
        advance(context)
    }

    private func advance(_ context: ChannelHandlerContext) {
        guard phase == .talking, isConnected else { return }
        if let farewell { session.end(farewell) }
        while true {
            switch session.next() {
            case .read: return afterWrites(context) { $0.read() }
            case .send(let bytes): lastWrite = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
            case .store(let mail): return store(mail, context)
            case .close:
                phase = .ending
                context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
                return afterWrites(context) { $0.close(promise: nil) }
            }
        }
    }

    private func store(_ mail: HandedMail, _ context: ChannelHandlerContext) {
        phase = .storing
        context.eventLoop.makeFutureWithTask { [store] in await store(mail) }.assumeIsolated().whenComplete { result in
            self.phase = .talking
            // The task cannot fail, but a future does not know that.
            self.session.resume(with: (try? result.get()) ?? .notNow)
            if self.isConnected { self.advance(context) } else { self.done.succeed() }
        }
    }

    private func afterWrites(_ context: ChannelHandlerContext, _ body: @escaping (ChannelHandlerContext) -> Void) {
        guard let lastWrite else { return body(context) }
        lastWrite.assumeIsolated().whenComplete { _ in body(context) }
    }
}

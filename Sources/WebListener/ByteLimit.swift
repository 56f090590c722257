import NIOCore

/// Stops reading a request, header and body together, that is larger than any that this server has a use for.
final class ByteLimit: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// An event in place of the bytes beyond.
    struct Exceeded: Sendable {}

    static let most = 32_768

    private var rest = ByteLimit.most

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data).readableBytes
        guard rest >= 0 else { return }
        rest -= bytes
        if rest >= 0 {
            context.fireChannelRead(data)
        } else {
            context.fireUserInboundEventTriggered(Exceeded())
        }
    }
}

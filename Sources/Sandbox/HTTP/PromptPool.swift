import FlyingSocks
import Glibc

/// Lets each connection send at once. FlyingFox writes head and body of a response apart; without this the body would
/// wait for the client's delayed acknowledgement of the head, some 40 ms.
struct PromptPool: AsyncSocketPool {
    let base: any AsyncSocketPool

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // Accepted connections inherit it from the listening socket, which is the first to come by here.
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}

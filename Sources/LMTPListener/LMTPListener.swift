public import LMTP
import NIOCore
import NIOPosix

/// Takes mails from an MTA over LMTP (RFC 2033), at a Unix socket or over loopback TCP.
///
/// It only moves bytes: what is said is decided by ``LMTPSession``, what becomes of a mail by `store`.
public struct LMTPListener: Sendable {
    let settings: ListenerSettings
    let host: LMTPHost
    let store: @Sendable (HandedMail) async -> HandOver

    /// - Parameter store: Returns ``HandOver/stored`` only for what survives a loss of power. It is waited for at the end too.
    public init(
        settings: ListenerSettings, host: LMTPHost, store: @escaping @Sendable (HandedMail) async -> HandOver
    ) {
        self.settings = settings
        self.host = host
        self.store = store
    }

    /// Works until the task is cancelled; a mail that is being stored is answered first.
    ///
    /// - Parameter ready: Told once where mails are taken, with the port that a port of 0 became.
    public func run(ready: @Sendable (String) -> Void = { _ in }) async throws(ListenerError) {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var fault: ListenerError?
        do { try await work(on: loops, ready) } catch { fault = error }
        do { try await loops.shutdownGracefully() } catch { fault = fault ?? ListenerError("\(error)") }
        if let fault { throw fault }
    }

    private func work(
        on loops: MultiThreadedEventLoopGroup, _ ready: (String) -> Void
    ) async throws(ListenerError) {
        let connections = OpenConnections(limit: settings.connections)
        let bootstrap = ServerBootstrap(group: loops)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { initialize($0, connections) }
        switch settings.place {
        case .unix(let path, let mode, let group):
            let file = try SocketFile(path: path, mode: mode, group: group)
            defer { file.remove() }
            try await serve(bootstrap.withBoundSocket(file.descriptor), connections) { _ in ready(path) }
        case .tcp(let address, let port):
            try await serve(bootstrap.bind(host: address, port: port), connections) { server in
                ready("\(ListenerSettings.Place.tcp(host: address, port: server.localAddress?.port ?? port))")
            }
        }
    }

    private func serve(
        _ binding: EventLoopFuture<any Channel>, _ connections: OpenConnections, _ ready: (any Channel) -> Void
    ) async throws(ListenerError) {
        do {
            let server = try await binding.get()
            ready(server)
            try await withTaskCancellationHandler {
                try await server.closeFuture.get()
            } onCancel: {
                server.close(promise: nil)
            }
        } catch {
            throw ListenerError("\(settings.place): \(error)")
        }
        await connections.stop()
    }

    private func initialize(_ channel: any Channel, _ connections: OpenConnections) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let done = channel.eventLoop.makePromise(of: Void.self)
            var session = LMTPSession(host: host)
            switch connections.admit(channel, done: done.futureResult) {
            case .welcome: break
            case .tooMany: session.end(.tooManyConnections)
            case .stopping: session.end(.stopping)
            }
            let limit = TimeAmount.nanoseconds(Int64(settings.idleTimeout / .nanoseconds(1)))
            do {
                try channel.pipeline.syncOperations.addHandlers(
                    IdleStateHandler(readTimeout: limit), LMTPHandler(session, done: done, store: store))
            } catch {
                done.fail(error)
                throw error
            }
        }
    }
}

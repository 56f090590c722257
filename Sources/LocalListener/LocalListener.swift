public import NIOCore
import NIOPosix

/// Takes connections at a Unix socket, or at a port that only this machine reaches, for a protocol that brings its
/// handlers.
public struct LocalListener: Sendable {
    /// An event that asks a connection's handlers to end.
    public struct Stop: Sendable { public init() {} }

    public enum Admission: Sendable { case welcome, tooMany, stopping }

    /// Adds the handlers of a new connection, on its event loop. The promise is kept once the connection is gone and
    /// nothing that it began goes on any more; without handlers that keep it, the listener never ends.
    public typealias Initializer =
        @Sendable (_ channel: any Channel, Admission, _ done: EventLoopPromise<Void>) throws -> Void

    let settings: ListenerSettings
    let initialize: Initializer

    /// The channels do not read of their own accord.
    public init(settings: ListenerSettings, initialize: @escaping Initializer) {
        self.settings = settings
        self.initialize = initialize
    }

    /// Works until the task is cancelled; then every connection is asked to end, and waited for.
    ///
    /// - Parameter ready: Told once where connections are taken, with the port that a port of 0 became.
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
            let admission = connections.admit(channel, done: done.futureResult)
            do { try initialize(channel, admission, done) } catch {
                done.fail(error)
                throw error
            }
        }
    }
}

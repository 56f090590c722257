public import LocalListener
import NIOCore
import NIOHTTP1
public import Web

/// Serves HTTP/1.1 to this machine: one request a connection, whole and small, within a fixed time.
///
/// It only moves bytes. A peer that is slow, talks on and on or says something else than HTTP costs one of the connections
/// for a few seconds, and nothing else.
public struct WebListener: Sendable {
    let settings: ListenerSettings
    let answer: @Sendable (WebRequest) async -> WebResponse

    /// - Parameters:
    ///   - settings: `idleTimeout` is the time that a request may take to arrive as a whole, however busily it does.
    ///   - answer: Is waited for at the end too.
    public init(settings: ListenerSettings, answer: @escaping @Sendable (WebRequest) async -> WebResponse) {
        self.settings = settings
        self.answer = answer
    }

    /// Works until the task is cancelled; a request that has arrived is answered first.
    ///
    /// - Parameter ready: Told once where requests are taken, with the port that a port of 0 became.
    public func run(ready: @Sendable (String) -> Void = { _ in }) async throws(ListenerError) {
        let limit = TimeAmount.nanoseconds(Int64(settings.idleTimeout / .nanoseconds(1)))
        try await LocalListener(settings: settings) { channel, admission, done in
            let handler = WebHandler(arrival: limit, isAdmitted: admission == .welcome, done: done, answer: answer)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandlers(HTTPResponseEncoder(), ByteLimit())
            try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
            try pipeline.addHandler(handler)
        }.run(ready: ready)
    }
}

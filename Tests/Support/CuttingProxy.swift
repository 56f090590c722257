import Glibc
import Synchronization

/// TCP on loopback between a client and a real server, which breaks a connection after a given number of bytes.
///
/// Bytes are counted over a whole connection, each direction for itself. Connections are counted from 0.
public final class CuttingProxy: Sendable {
    public enum Direction: String, Sendable, CaseIterable { case fromServer, fromClient }

    public enum End: String, Sendable, CaseIterable {
        /// Both sides see an orderly end of the stream.
        case finish
        /// Both sides see a reset; the client may lose bytes that it has not read yet.
        case reset
        /// Both sides stay open, and nothing more passes in either direction.
        case silence
    }

    /// `end` comes when exactly `bytes` have passed in `direction`.
    public struct Cut: Sendable, Hashable, CustomStringConvertible {
        public var direction: Direction
        public var bytes: Int
        public var end: End

        public init(_ direction: Direction, after bytes: Int, by end: End = .finish) {
            self.direction = direction
            self.bytes = bytes
            self.end = end
        }

        public var description: String { "\(end.rawValue) after \(bytes) bytes \(direction.rawValue)" }
    }

    /// One connection: what has passed, and whether it was cut.
    public struct Passage: Sendable {
        public fileprivate(set) var fromServer = 0
        public fileprivate(set) var fromClient = 0
        public fileprivate(set) var wasCut = false
    }

    public let port: UInt16
    private let listener: LoopbackListener
    private let passages: Passages

    fileprivate final class Passages: Sendable {
        let all = Mutex<[Passage]>([])
        /// Connections below this number carry nothing more.
        let silenced = Atomic(0)
    }

    /// - Parameter cut: where to cut a connection; nil lets it pass whole. Asked once for each.
    public init(to target: UInt16, cut: @escaping @Sendable (_ connection: Int) -> Cut?) throws {
        let listener = try LoopbackListener()
        let passages = Passages()
        (self.listener, self.passages, port) = (listener, passages, listener.port)
        startThread {
            while let descriptor = listener.accept() {
                let number = passages.all.withLock { all in
                    all.append(Passage())
                    return all.count - 1
                }
                startThread {
                    let client = LoopbackSocket(descriptor: descriptor)
                    defer { client.close() }
                    guard let server = try? LoopbackSocket(port: target) else { return }
                    defer { server.close() }
                    Carrier(client: client, server: server, number: number, passages: passages, cut: cut(number)).run()
                }
            }
            Glibc.close(listener.descriptor)
        }
    }

    /// Cuts the first connection only.
    public convenience init(to target: UInt16, first cut: Cut) throws {
        try self.init(to: target) { $0 == 0 ? cut : nil }
    }

    deinit { shutdown(listener.descriptor, Int32(SHUT_RDWR)) }

    /// In the order in which the connections were made.
    public var connections: [Passage] { passages.all.withLock { $0 } }

    /// From here on the connections that there are now stay open and carry nothing more.
    public func silence() {
        let count = passages.all.withLock { $0.count }
        passages.silenced.store(count, ordering: .sequentiallyConsistent)
    }

    public var hasCut: Bool { passages.all.withLock { all in all.contains { $0.wasCut } } }
}

/// Carries the bytes of one connection.
private struct Carrier {
    let client: LoopbackSocket
    let server: LoopbackSocket
    let number: Int
    let passages: CuttingProxy.Passages
    let cut: CuttingProxy.Cut?

    func run() {
        while true {
            if let cut, passed(cut.direction) == cut.bytes { return end(by: cut.end) }
            var waits = [client, server].map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
            guard poll(&waits, 2, -1) > 0 || errno == EINTR else { return }
            if passages.silenced.load(ordering: .sequentiallyConsistent) > number { return end(by: .silence) }
            // What the client sent goes first, so that a cut of the server's answer leaves the server the whole command.
            let isOpen =
                waits[0].revents != 0
                ? carry(.fromClient, from: client, to: server) : carry(.fromServer, from: server, to: client)
            guard isOpen else { return }
        }
    }

    private func carry(_ direction: CuttingProxy.Direction, from: LoopbackSocket, to: LoopbackSocket) -> Bool {
        let limit = cut.map { $0.direction == direction ? $0.bytes - passed(direction) : 65_536 } ?? 65_536
        guard let bytes = try? from.receive(limit: min(limit, 65_536)), !bytes.isEmpty else { return false }
        // Counted first, so that whoever sees an effect of the bytes sees them counted.
        passages.all.withLock { all in
            switch direction {
            case .fromServer: all[number].fromServer += bytes.count
            case .fromClient: all[number].fromClient += bytes.count
            }
        }
        do { try to.send(bytes) } catch { return false }
        return true
    }

    private func passed(_ direction: CuttingProxy.Direction) -> Int {
        passages.all.withLock { direction == .fromServer ? $0[number].fromServer : $0[number].fromClient }
    }

    private func end(by end: CuttingProxy.End) {
        passages.all.withLock { $0[number].wasCut = true }
        switch end {
        case .reset:
            client.resetOnClose()
            server.resetOnClose()
        case .finish:
            // A close with unread bytes would be a reset, so the client's are read off.
            server.finishSending()
            client.finishSending()
            waitForEnd()
        case .silence:
            waitForEnd()
        }
    }

    /// Reads what the client still sends, up to its end, at most for a minute.
    private func waitForEnd() {
        let deadline = time(nil) + 60
        while time(nil) < deadline {
            var wait = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&wait, 1, 1000) > 0 else { continue }
            guard let bytes = try? client.receive(), !bytes.isEmpty else { return }
        }
    }
}

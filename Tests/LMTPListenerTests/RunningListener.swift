import Domain
import Glibc
import LMTP
import LMTPListener
import LocalListener
import Synchronization
import TestSupport
import Testing

/// Holds a store up until it is opened.
final class Gate: Sendable {
    private let state = Mutex((isWaitedFor: false, isOpen: false))

    var isWaitedFor: Bool { state.withLock { $0.isWaitedFor } }

    func open() { state.withLock { $0.isOpen = true } }

    func pass() async {
        state.withLock { $0.isWaitedFor = true }
        while !state.withLock({ $0.isOpen }) { await Task.yield() }
    }
}

/// A listener at work, and what it took.
final class RunningListener: Sendable {
    private let settings: ListenerSettings
    private let taken = Mutex<[HandedMail]>([])
    private let place = Mutex<String?>(nil)
    private let work = Mutex<Task<ListenerError?, Never>?>(nil)

    static var host: LMTPHost {
        get throws {
            LMTPHost(
                name: "mx.seller.example",
                recipients: RecipientRule(addresses: [try #require(EmailAddress("shop@seller.example"))]),
                sizeLimit: 1000, recipientLimit: 3)
        }
    }

    /// Returns when it listens.
    init(
        _ place: ListenerSettings.Place, connections: Int = 20, idleTimeout: Duration = .seconds(60),
        gate: Gate? = nil
    ) async throws {
        settings = ListenerSettings(place: place, connections: connections, idleTimeout: idleTimeout)
        let listener = LMTPListener(settings: settings, host: try Self.host) { [self] mail in
            await gate?.pass()
            taken.withLock { $0.append(mail) }
            return .stored
        }
        let task = Task { () -> ListenerError? in
            do throws(ListenerError) {
                try await listener.run { place in self.place.withLock { $0 = place } }
                return nil
            } catch { return error }
        }
        work.withLock { $0 = task }
        try await eventually("it listens") { self.place.withLock { $0 } != nil }
    }

    var mails: [HandedMail] { taken.withLock { $0 } }

    func connection() throws -> LoopbackSocket {
        let place = try #require(place.withLock { $0 })
        if case .unix(let path, _, _) = settings.place { return try LoopbackSocket(path: path) }
        return try LoopbackSocket(port: try #require(place.split(separator: ":").last.flatMap { UInt16($0) }))
    }

    /// Tries to listen at the same place.
    func another() async throws {
        try await LMTPListener(settings: settings, host: try Self.host) { _ in .notNow }.run()
    }

    func stop() { work.withLock { $0 }?.cancel() }

    /// Throws what it ended with.
    func end() async throws {
        if let fault = await work.withLock({ $0 })?.value { throw fault }
    }
}

/// Gives `body` a listener, and stops it.
func withListener(
    _ place: ListenerSettings.Place, connections: Int = 20, idleTimeout: Duration = .seconds(60),
    _ body: (RunningListener) async throws -> Void
) async throws {
    let listener = try await RunningListener(place, connections: connections, idleTimeout: idleTimeout)
    do {
        try await body(listener)
    } catch {
        listener.stop()
        throw error
    }
    listener.stop()
    try await listener.end()
}

/// The codes of the next `count` replies, "" for the end of the connection.
func replies(_ count: Int, to text: String, on socket: LoopbackSocket) async throws -> [String] {
    try await offPool {
        if !text.isEmpty { try socket.send(text) }
        var codes: [String] = []
        while codes.count < count {
            guard let line = try socket.receiveLine() else { return codes + [""] }
            if line.dropFirst(3).first != "-" { codes.append(String(line.prefix(3))) }
        }
        return codes
    }
}

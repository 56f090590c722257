import Domain
import Synchronization
import TestSupport
import Transport

@testable import IMAPClient

/// An inbox and a folder, watched over one connection. For each cut one mail lies in the folder before the watcher
/// connects, and one comes to each while it watches.
final class SeveralFoldersCutLane: CutLane {
    private struct Place: Sendable {
        /// Nil is the inbox.
        let folder: String?
        let recorder = Recorder()

        var name: MailboxName { folder.map { MailboxName($0) } ?? .inbox }
    }

    private let server: DovecotServer
    private let user: String
    private let places = [Place(folder: nil), Place(folder: "Other")]
    private let stored = Mutex<[[[UInt8]]]>([[], []])

    init(_ server: DovecotServer, user: String) async throws {
        (self.server, self.user) = (server, user)
        let connection = MailboxConnection(account: server.account(user, port: server.imapPort))
        try await connection.create("Other")
        for place in places { _ = try await connection.find(messageID: "a@b", in: place.name) }
        await connection.close()
    }

    func survive(_ cut: CuttingProxy.Cut) async throws { _ = try await survive { $0 == 0 ? cut : nil } }

    func measure() async throws -> CuttingProxy.Passage {
        let proxy = try await survive { _ in nil }
        guard proxy.connections.count == 1 else { throw SupportError("\(proxy.connections.count) connections") }
        return proxy.connections[0]
    }

    private func survive(_ cut: @escaping @Sendable (Int) -> CuttingProxy.Cut?) async throws -> CuttingProxy {
        let proxy = try CuttingProxy(to: server.imapPort, cut: cut)
        for place in places { place.recorder.forgetEvents() }
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(1), limit: .milliseconds(5))
        let watcher = MailboxWatcher(
            account: server.account(user, port: proxy.port), folders: places.map { ($0.name, $0.recorder) },
            options: options)
        try store(in: 1)
        let run = Task { await watcher.run() }
        defer { run.cancel() }
        try await eventually("what was there is delivered", every: .milliseconds(15)) { allDelivered }
        for place in places.indices { try store(in: place) }
        try await eventually("what came is delivered", every: .milliseconds(15)) { allDelivered }
        run.cancel()
        await run.value
        for (place, stored) in zip(places, stored.withLock { $0 }) {
            let delivered = place.recorder.read(\.mails).map(\.bytes)
            guard delivered == stored else {
                throw SupportError(
                    "\(place.name): \(stored.count) stored, \(delivered.count) delivered, or not in order")
            }
        }
        return proxy
    }

    func finish() async throws {}

    private var allDelivered: Bool {
        zip(places, stored.withLock { $0 }).allSatisfy { place, stored in
            place.recorder.read(\.mails.count) >= stored.count && place.recorder.isWatching
        }
    }

    private func store(in place: Int) throws {
        let mail = stored.withLock { stored in
            stored[place].append(Array("Subject: Mail \(stored[place].count) of \(place)\r\n\r\nHello\r\n".utf8))
            return stored[place][stored[place].count - 1]
        }
        try server.store(mail, for: user, in: places[place].folder)
    }
}

import Domain
import Synchronization
import TestSupport
import Transport

@testable import IMAPClient

/// A watched inbox. For each cut one mail lies there before the watcher connects, and one comes while it watches.
final class WatchCutLane: CutLane {
    private let server: DovecotServer
    private let user: String
    private let overTLS: Bool
    private let recorder = Recorder()
    private let stored = Mutex<[[UInt8]]>([])

    init(_ server: DovecotServer, user: String, overTLS: Bool = false) async throws {
        (self.server, self.user, self.overTLS) = (server, user, overTLS)
        // The first login makes the directories that the other mails are put into.
        _ = try await FolderWatcher(account: server.account(user), folder: .inbox, handler: recorder).pass()
    }

    private var options: WatchOptions {
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(1), limit: .milliseconds(5))
        return options
    }

    func survive(_ cut: CuttingProxy.Cut) async throws { _ = try await survive { $0 == 0 ? cut : nil } }

    /// The lengths of a session that nothing cuts.
    func measure() async throws -> CuttingProxy.Passage {
        let proxy = try await survive { _ in nil }
        guard proxy.connections.count == 1 else { throw SupportError("\(proxy.connections.count) connections") }
        return proxy.connections[0]
    }

    private func survive(_ cut: @escaping @Sendable (Int) -> CuttingProxy.Cut?) async throws -> CuttingProxy {
        let proxy = try CuttingProxy(to: overTLS ? server.imapsPort : server.imapPort, cut: cut)
        recorder.forgetEvents()
        try store()
        let account = server.account(user, port: proxy.port, overTLS: overTLS)
        let watcher = FolderWatcher(account: account, folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("what was there is delivered", every: .milliseconds(15)) {
                allDelivered && recorder.isWatching
            }
            let isOver = proxy.hasCut
            try store()
            // Announced by the server, unless the cut lies behind us: then there is no need to wait for it.
            if isOver { watcher.wake() }
            try await eventually("what came is delivered", every: .milliseconds(15)) {
                allDelivered && recorder.isWatching
            }
        }
        let (delivered, stored) = (recorder.read(\.mails), stored.withLock { $0 })
        guard delivered.map(\.bytes) == stored else {
            let place = zip(delivered, stored).prefix { $0.bytes == $1 }.count
            let uids = delivered.dropFirst(place).map(\.uid)
            throw SupportError("\(stored.count) stored, \(delivered.count) delivered; from place \(place) on: \(uids)")
        }
        return proxy
    }

    func finish() async throws {}

    private var allDelivered: Bool { recorder.read(\.mails.count) >= stored.withLock { $0.count } }

    private func store() throws {
        let mail = stored.withLock { stored in
            stored.append(Array("Subject: Mail \(stored.count)\r\n\r\nHello\r\n".utf8))
            return stored[stored.count - 1]
        }
        try server.store(mail, for: user)
    }
}

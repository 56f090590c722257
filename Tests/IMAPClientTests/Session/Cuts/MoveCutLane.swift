import Domain
import Synchronization
import TestSupport
import Transport

@testable import IMAPClient

/// Two folders; for each cut one mail is moved from the first to the second.
final class MoveCutLane: CutLane {
    private let server: DovecotServer
    private let user: String
    /// Goes past the proxy.
    private let direct: MailboxConnection
    private let moved = Mutex(0)
    private let target = MailboxName("Done")
    /// Without MOVE a break between COPY and EXPUNGE leaves both, and what is done again copies again.
    private let isAtomic: Bool

    init(_ server: DovecotServer, user: String, isAtomic: Bool = true) async throws {
        (self.server, self.user, self.isAtomic) = (server, user, isAtomic)
        direct = MailboxConnection(account: server.account(user, port: server.imapPort))
        try await direct.create(target)
    }

    func survive(_ cut: CuttingProxy.Cut) async throws { _ = try await survive { $0 == 0 ? cut : nil } }

    func measure() async throws -> CuttingProxy.Passage {
        let proxy = try await survive { _ in nil }
        guard proxy.connections.count == 1 else { throw SupportError("\(proxy.connections.count) connections") }
        return proxy.connections[0]
    }

    private func survive(_ cut: @escaping @Sendable (Int) -> CuttingProxy.Cut?) async throws -> CuttingProxy {
        let proxy = try CuttingProxy(to: server.imapPort, cut: cut)
        let connection = MailboxConnection(account: server.account(user, port: proxy.port))
        let number = moved.withLock { moved in
            moved += 1
            return moved
        }
        let id = "cut.\(number)@example.com"
        let mail = Array("Message-ID: <\(id)>\r\nSubject: Original\r\n\r\nHello\r\n".utf8)
        let put = try await direct.append(mail, messageID: id, to: .inbox)
        guard let uid = put.uid, let validity = put.uidValidity else { throw SupportError("no APPENDUID") }
        let told: CopiedUIDs?
        do throws(IMAPError) {
            told = try await connection.move(UIDSet(uid), in: .inbox, uidValidity: validity, to: target)
        } catch {
            guard error.kind == .network else { throw error }
            try await eventually("the mail is in one of the two folders") {
                let left = try await direct.find(messageID: id, in: .inbox).uids
                let arrived = try await direct.find(messageID: id, in: target).uids
                return isAtomic ? left.count + arrived.count == 1 : left.count + arrived.count >= 1
            }
            told = try await connection.move(UIDSet(uid), in: .inbox, uidValidity: validity, to: target)
        }
        await connection.close()
        let left = try await direct.find(messageID: id, in: .inbox).uids
        let arrived = try await direct.find(messageID: id, in: target).uids
        guard left.isEmpty, isAtomic ? arrived.count == 1 : (1...2).contains(arrived.count) else {
            throw SupportError("left \(left), arrived \(arrived)")
        }
        if let told, told.destination(of: uid) != arrived.last {
            throw SupportError("told \(told), arrived \(arrived)")
        }
        return proxy
    }

    func finish() async throws { await direct.close() }
}

import Domain
import Synchronization
import TestSupport
import Transport

@testable import IMAPClient

/// A folder into which one mail is filed for each cut.
final class AppendCutLane: CutLane {
    private let server: DovecotServer
    private let user: String
    private let overTLS: Bool
    /// Goes past the proxy.
    private let direct: MailboxConnection
    private let filed = Mutex(0)
    private let folder = MailboxName("Tickets")

    init(_ server: DovecotServer, user: String, overTLS: Bool = false) async throws {
        (self.server, self.user, self.overTLS) = (server, user, overTLS)
        direct = MailboxConnection(account: server.account(user, port: server.imapPort))
        try await direct.create(folder)
    }

    func survive(_ cut: CuttingProxy.Cut) async throws { _ = try await survive { $0 == 0 ? cut : nil } }

    func measure() async throws -> CuttingProxy.Passage {
        let proxy = try await survive { _ in nil }
        guard proxy.connections.count == 1 else { throw SupportError("\(proxy.connections.count) connections") }
        return proxy.connections[0]
    }

    private func survive(_ cut: @escaping @Sendable (Int) -> CuttingProxy.Cut?) async throws -> CuttingProxy {
        let proxy = try CuttingProxy(to: overTLS ? server.imapsPort : server.imapPort, cut: cut)
        var options = IMAPOptions()
        options.settleTime = .milliseconds(100)
        let connection = MailboxConnection(
            account: server.account(user, options: options, port: proxy.port, overTLS: overTLS))
        let number = filed.withLock { filed in
            filed += 1
            return filed
        }
        let id = "cut.\(number)@example.com"
        let mail = Array("Message-ID: <\(id)>\r\nSubject: Ticket\r\n\r\nHello\r\n".utf8)
        let result = try await append(mail, id, over: connection)
        await connection.close()
        let found = try await direct.find(messageID: id, in: folder)
        guard let uid = result.uid, found.uids == [uid], found.uidValidity == result.uidValidity else {
            throw SupportError("said \(result), found \(found)")
        }
        return proxy
    }

    /// As a caller does: an error before anything took effect is reason to try again, and no other is.
    private func append(
        _ mail: [UInt8], _ id: String, over connection: MailboxConnection
    ) async throws -> AppendResult {
        do throws(IMAPError) {
            return try await connection.append(mail, messageID: id, to: folder)
        } catch {
            guard error.kind == .network, !error.mayHaveTakenEffect else { throw error }
            return try await connection.append(mail, messageID: id, to: folder)
        }
    }

    func finish() async throws {
        let (count, filed) = (try await direct.status(folder).messages, filed.withLock { UInt32($0) })
        await direct.close()
        guard count == filed else { throw SupportError("\(String(describing: count)) mails, of \(filed)") }
    }
}

import Domain
import Glibc
import IMAPClient
import MIME
import TestSupport
import Transport

/// A mail as a mail client shows it.
struct ShownMail: Sendable {
    let uid: UID
    let flags: [Flag]
    let message: Message

    /// `message`, `receipt`, `question` …; nil if the bridge did not write it.
    var kind: String? { message.header.text("x-mailbridge-kind") }
    var text: String { message.body.text ?? "" }
    var subject: String { message.subject ?? "" }
}

/// The agents' mail client: looks into the service's mailbox over one IMAP connection.
actor MailClient {
    private let dovecot: DovecotServer
    private var session: IMAPSession?

    init(_ dovecot: DovecotServer) { self.dovecot = dovecot }

    /// All mails of a folder, oldest first; none if there is no such folder. A broken connection is made anew once.
    func mails(in folder: String) async throws -> [ShownMail] {
        do {
            return try await look(into: folder)
        } catch let error as IMAPError where error.kind == .network {
            session = nil
            return try await look(into: folder)
        }
    }

    private func look(into folder: String) async throws -> [ShownMail] {
        let session = try await live()
        // Taking the folder anew shows what changed in it.
        guard try await exists(folder, in: session) else { return [] }
        let uids = try await session.uids(from: .first)
        let fetched = Journal<FetchedMail>()
        try await session.fetch(uids) { @Sendable item in
            if case .mail(let mail) = item { fetched.append(mail) }
        }
        return fetched.entries.map {
            ShownMail(uid: $0.uid, flags: $0.flags, message: Message(parsing: $0.bytes))
        }
    }

    /// Opens a folder. Some servers answer a missing one with a bare NO.
    private func exists(_ folder: String, in session: IMAPSession) async throws -> Bool {
        do {
            _ = try await session.select(MailboxName(folder), readOnly: true)
            return true
        } catch {
            guard error.kind == .noSuchFolder || error.kind == .refused else { throw error }
            return false
        }
    }

    /// Puts a mail into a folder, which is made if it is missing.
    func append(_ mail: [UInt8], to folder: String) async throws {
        let session = try await live()
        try await session.create(MailboxName(folder))
        _ = try await session.append(mail, to: MailboxName(folder), flags: [], date: nil)
    }

    /// Moves a mail to a folder, which is made if it is missing.
    func move(_ uid: UID, from folder: String, to target: String) async throws {
        let session = try await live()
        try await session.create(MailboxName(target))
        _ = try await session.select(MailboxName(folder), readOnly: false)
        try await session.move(UIDSet([uid]), to: MailboxName(target))
    }

    func close() async {
        await session?.logout()
        session = nil
    }

    private func live() async throws -> IMAPSession {
        if let session, await session.failure == nil { return session }
        let session = try await IMAPSession.connect(
            MailServer(host: "localhost", port: dovecot.imapsPort, security: .tls, caFile: dovecot.caFile),
            credentials: .password(user: Shop.mailboxUser, Secret(Shop.password)))
        self.session = session
        return session
    }
}

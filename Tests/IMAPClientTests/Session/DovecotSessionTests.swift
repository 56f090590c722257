import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

@Suite(.enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct DovecotSessionTests {
    private func session(
        _ server: Task<DovecotServer, any Error> = MailServerFixture.full,
        options: IMAPOptions = IMAPOptions()
    ) async throws -> (IMAPSession, DovecotServer, String) {
        let server = try await server.value
        let (account, user) = MailServerFixture.account(on: server, options: options)
        return (try await account.connect(), server, user)
    }

    @Test("login over TLS with an own authority tells the capabilities") func connects() async throws {
        let (session, _, _) = try await session()
        let capabilities = await session.capabilities
        for name in ["QRESYNC", "MOVE", "UIDPLUS", "IDLE", "LITERAL+"] {
            #expect(capabilities.contains(name))
        }
        await session.logout()
        await #expect(throws: IMAPError.self) { try await session.noop() }
    }

    @Test("a wrong password is a credential error that is not to be repeated soon")
    func wrongPassword() async throws {
        let server = try await MailServerFixture.full.value
        let place = MailServer(
            host: "localhost", port: server.imapsPort, security: .tls, caFile: server.caFile)
        let error = await #expect(throws: IMAPError.self) {
            try await IMAPSession.connect(place, credentials: .password(user: "user1", Secret("wrong")))
        }
        #expect(error?.kind == .credentials)
        #expect(error?.retry == .after(.seconds(1200)))
        #expect(error?.code?.name == "AUTHENTICATIONFAILED")
    }

    @Test("an unknown authority is a configuration error") func unknownAuthority() async throws {
        let server = try await MailServerFixture.full.value
        let place = MailServer(host: "localhost", port: server.imapsPort, security: .tls)
        let error = await #expect(throws: IMAPError.self) {
            try await IMAPSession.connect(place, credentials: .password(user: "user1", Secret("secret")))
        }
        #expect(error?.kind == .configuration)
    }

    @Test("an appended mail is found by its Message-ID and comes back as it was, still unseen")
    func appendFindFetch() async throws {
        let (session, _, _) = try await session()
        let mail = MailServerFixture.mail(7)
        let date = Timestamp(seconds: 1_795_000_000)
        let appended = try await session.append(
            mail, to: .inbox, flags: [.flagged, .mailbridgeSeen], date: date)
        let found = try await session.find(messageID: "question.7@example.com", in: .inbox)
        #expect(found.uids == [try #require(appended.uid)])
        #expect(found.uidValidity == appended.uidValidity)
        var items: [FetchedItem] = []
        for _ in 1...2 { try await session.fetch(found.uids) { items.append($0) } }
        for item in items {
            guard case .mail(let fetched) = item else { throw SupportError("no mail: \(item)") }
            #expect(fetched.bytes == mail)
            #expect(fetched.internalDate == date)
            #expect(!fetched.isTruncated)
            #expect(Set(fetched.flags).isSuperset(of: [.flagged, .mailbridgeSeen]))
            #expect(!fetched.flags.contains(.seen))
        }
        #expect(try await session.find(messageID: "question.8@example.com", in: .inbox).uids.isEmpty)
        await session.logout()
    }

    @Test("500 mails of different sizes come in order, over small batches") func manyMails()
        async throws
    {
        var options = IMAPOptions()
        options.batchWeight = 60_000
        options.batchCount = 17
        let (session, _, _) = try await session(options: options)
        for number in 1...500 {
            _ = try await session.append(
                MailServerFixture.mail(number, size: number % 50 == 0 ? 100_000 : number * 7), to: .inbox)
        }
        let folder = try await session.select(.inbox)
        #expect(folder.exists == 500)
        let uids = try await session.uids(from: .first)
        #expect(uids.count == 500)
        var number = 0
        try await session.fetch(uids) { item in
            guard case .mail(let mail) = item else { throw SupportError("no mail: \(item)") }
            number += 1
            #expect(mail.uid == uids[number - 1])
            #expect(
                String(decoding: mail.bytes.prefix(200), as: UTF8.self).contains(
                    "Subject: Question \(number)\r\n"))
        }
        #expect(number == 500)
        #expect(try await session.uids(from: try #require(uids.last).successor).isEmpty)
        await session.logout()
    }

    @Test("a mail above the cap comes with its header and the start of its body, marked")
    func truncated() async throws {
        var options = IMAPOptions()
        options.largestMail = 50_000
        options.truncatedLength = 1000
        let (session, _, _) = try await session(options: options)
        for (number, size) in [(1, 10), (2, 80_000), (3, 10)] {
            _ = try await session.append(MailServerFixture.mail(number, size: size), to: .inbox)
        }
        try await session.select(.inbox)
        for carefully in [false, true] {
            var mails: [FetchedMail] = []
            try await session.fetch(try await session.uids(from: .first), carefully: carefully) { item in
                if case .mail(let mail) = item { mails.append(mail) }
            }
            #expect(mails.map(\.isTruncated) == [false, true, false])
            #expect(mails[1].bytes.count == 1000)
            #expect(mails[1].size > 80_000)
            #expect(mails[1].bytes.starts(with: MailServerFixture.mail(2).prefix(100)))
        }
        await session.logout()
    }

    @Test(
        "of a large mail the beginning is shown first; the rest comes in parts, or not at all",
        arguments: [true, false])
    func parts(_ isWanted: Bool) async throws {
        var options = IMAPOptions()
        options.wholeMail = 50_000
        options.partLength = 20_000
        options.truncatedLength = 1000
        // No answer may be as large as the mail.
        options.limits.literal = 50_000
        let (session, _, _) = try await session(options: options)
        let mails = [10, 800_000, 49_000, 60_000, 10].enumerated().map {
            MailServerFixture.mail($0.offset, size: $0.element)
        }
        for outcome in try await session.append(mails.map { OutgoingMail($0) }, to: .inbox) { _ = try outcome.get() }
        try await session.select(.inbox)
        var heads: [FetchedMail] = []
        var found: [FetchedMail] = []
        let uids = try await session.uids(from: .first)
        try await session.fetch(uids) { head in
            heads.append(head)
            return isWanted
        } deliver: { item in
            if case .mail(let mail) = item { found.append(mail) }
        }
        #expect(heads.map(\.uid) == [uids[1], uids[3]])
        #expect(heads.allSatisfy { $0.isTruncated && $0.bytes.count == 1000 })
        #expect(found.map(\.uid) == uids)
        #expect(found.map(\.isTruncated) == [false, !isWanted, false, !isWanted, false])
        if isWanted { #expect(found.map(\.bytes) == mails) }
        await session.logout()
    }

    @Test("mails that came together are told of before the first of them is delivered") func expected() async throws {
        let (session, _, _) = try await session()
        let mails = (0..<20).map { OutgoingMail(MailServerFixture.mail($0, size: 500)) }
        for outcome in try await session.append(mails, to: .inbox) { _ = try outcome.get() }
        try await session.select(.inbox)
        let uids = try await session.uids(from: .first)
        var expected: [UID] = []
        var known: [Int] = []
        try await session.fetch(uids) { _ in
            known.append(expected.count)
        } expect: { mail in
            expected.append(mail.uid)
        }
        #expect(known.count == 20 && known.first == 20)
        #expect(expected == uids)
        await session.logout()
    }

    @Test("UIDs that are not there are reported in their place, and stop nothing") func vanished()
        async throws
    {
        let (session, _, _) = try await session()
        for number in 1...5 { _ = try await session.append(MailServerFixture.mail(number), to: .inbox) }
        try await session.select(.inbox)
        let uids = try await session.uids(from: .first)
        try await session.move(UIDSet([uids[1], uids[3]]), to: "Trash")
        var items: [FetchedItem] = []
        try await session.fetch(uids) { items.append($0) }
        #expect(items.map(\.uid) == uids)
        #expect(items[1] == .missing(uids[1], .vanished))
        #expect(items[3] == .missing(uids[3], .vanished))
        await session.logout()
    }

    @Test("an error of the receiver ends the fetch and leaves the connection usable")
    func receiverFails() async throws {
        let (session, _, _) = try await session()
        for number in 1...30 {
            _ = try await session.append(MailServerFixture.mail(number), to: .inbox)
        }
        try await session.select(.inbox)
        let uids = try await session.uids(from: .first)
        var count = 0
        await #expect(throws: SupportError.self) {
            try await session.fetch(uids) { _ in
                count += 1
                if count == 3 { throw SupportError("enough") }
            }
        }
        #expect(count == 3)
        try await session.noop()
        await session.logout()
    }

    @Test(
        "folders with other alphabets are created level by level, listed and moved into",
        arguments: ["Märkte/Größe & Maß", "Вопросы/日本語/😀", "a\"b\\c"])
    func folders(_ name: String) async throws {
        let (session, _, _) = try await session()
        let folder = MailboxName(name)
        try await session.create(folder)
        try await session.create(folder)
        #expect(try await session.list().contains { $0.name == folder && $0.isSelectable })
        let appended = try await session.append(MailServerFixture.mail(1), to: .inbox)
        try await session.select(.inbox)
        let moved = try await session.move(UIDSet(try #require(appended.uid)), to: folder)
        let status = try await session.status(folder)
        #expect(status.messages == 1)
        #expect(moved?.uidValidity == status.uidValidity)
        #expect(moved?.destination(of: try #require(appended.uid)) == UID(1))
        await session.logout()
    }

    @Test("figures of several folders come with one LIST; a name that would be a pattern is asked for alone")
    func figures() async throws {
        let (session, _, _) = try await session()
        let folders: [MailboxName] = [.inbox, "Größe & Maß", "Trash"]
        try await session.create("Größe & Maß")
        try await session.create("50% off")
        _ = try await session.append(MailServerFixture.mail(1), to: "Größe & Maß")
        let told = try await session.status(of: folders)
        #expect(await session.transcript.filter { $0.text.contains("STATUS") && $0.speaker == .client }.count == 1)
        for folder in folders { #expect(try await session.status(folder) == told[folder]) }
        #expect(told.count == 3 && told["Größe & Maß"]?.messages == 1)
        #expect(
            try await session.status(of: ["50% off", .inbox]).keys.sorted { $0.bytes.count < $1.bytes.count }
                == [.inbox, "50% off"])
        await session.logout()
    }

    @Test("roles come from the server") func roles() async throws {
        let (session, _, _) = try await session()
        #expect(try await session.list().first { $0.role == .sent }?.name == "Sent")
        #expect(
            try await session.mailbox(path: ["Tickets", "bol.com", "a/b"]) == "Tickets/bol_com/a_b")
        await session.logout()
    }

    @Test("keywords are set and taken away") func keywords() async throws {
        let (session, _, _) = try await session()
        let appended = try await session.append(MailServerFixture.mail(1), to: .inbox)
        let uid = try #require(appended.uid)
        try await session.select(.inbox)
        let refused = try await session.add([.mailbridgeReplied, .answered], to: UIDSet(uid))
        #expect(refused.isEmpty)
        var flags: [[Flag]] = []
        try await session.fetch([uid]) { if case .mail(let mail) = $0 { flags.append(mail.flags) } }
        try await session.remove([.mailbridgeReplied], from: UIDSet(uid))
        try await session.fetch([uid]) { if case .mail(let mail) = $0 { flags.append(mail.flags) } }
        #expect(Set(flags[0]).isSuperset(of: [.answered, .mailbridgeReplied]))
        #expect(flags[1].contains(.answered) && !flags[1].contains(.mailbridgeReplied))
        try await session.select(.inbox, readOnly: true)
        #expect(try await session.add([.flagged], to: UIDSet(uid)) == [.flagged])
        await session.logout()
    }

    @Test("a folder that is not there is named as the fault") func missingFolder() async throws {
        let (session, _, _) = try await session()
        let error = await #expect(throws: IMAPError.self) { try await session.select("Nowhere") }
        #expect(error?.kind == .noSuchFolder)
        let append = await #expect(throws: IMAPError.self) {
            try await session.append(MailServerFixture.mail(1), to: "Nowhere")
        }
        #expect(append?.code?.name == "TRYCREATE")
        try await session.noop()
        await session.logout()
    }

    @Test("a delivery ends IDLE within seconds, and again after the next") func idle() async throws {
        let (session, server, user) = try await session()
        try await session.select(.inbox)
        for number in 1...2 {
            async let event = session.idle(for: .seconds(20))
            try server.deliver(MailServerFixture.mail(number), to: user)
            #expect(try await event == .news)
            #expect(try await session.uids(from: UID(UInt32(number))).count == 1)
        }
        #expect(try await session.idle(for: .milliseconds(200)) == .timeout)
        async let event = session.idle(for: .seconds(20))
        await session.wake()
        #expect(try await event == .woken)
        await session.logout()
    }

    @Test("servers without MOVE, UIDPLUS, IDLE and LITERAL+ are served too") func bareServer()
        async throws
    {
        let (session, _, _) = try await session(MailServerFixture.bare)
        let large = MailServerFixture.mail(1, size: 200_000)
        let appended = try await session.append(large, to: .inbox)
        _ = try await session.append(MailServerFixture.mail(2), to: .inbox)
        let found = try await session.find(messageID: "question.1@example.com", in: .inbox)
        let uid = try #require(found.uids.first)
        if let told = appended.uid { #expect(told == uid) }
        try await session.create("Done/Früh")
        try await session.move(UIDSet(uid), to: "Done/Früh")
        var left: [FetchedMail] = []
        try await session.fetch(try await session.uids(from: .first)) {
            if case .mail(let mail) = $0 { left.append(mail) }
        }
        // Without UID EXPUNGE the moved mail stays, marked.
        #expect(left.map { $0.flags.contains(.deleted) } == [true, false])
        #expect(
            try await session.find(messageID: "question.1@example.com", in: "Done/Früh").uids.count == 1)
        var copy: [UInt8] = []
        try await session.fetch([UID(1)]) { if case .mail(let mail) = $0 { copy = mail.bytes } }
        #expect(copy == large)
        #expect(try await session.list().contains { $0.name == "Done/Früh" })
        #expect(try await session.uids(from: .first) == [UID(1)])
        #expect(try await session.idle(for: .milliseconds(50)) == .timeout)
        await session.logout()
    }

    @Test("servers with UIDPLUS but without MOVE, and with LITERAL-") func middlingServer()
        async throws
    {
        let (session, _, _) = try await session(MailServerFixture.middling)
        let appended = try await session.append(MailServerFixture.mail(1, size: 10_000), to: .inbox)
        let small = try await session.append(MailServerFixture.mail(2), to: .inbox)
        try await session.select(.inbox)
        let copied = try await session.move(UIDSet(try #require(appended.uid)), to: "Trash")
        #expect(copied?.destination(of: try #require(appended.uid)) == UID(1))
        #expect(try await session.uids(from: .first) == [try #require(small.uid)])
        await session.logout()
    }

    @Test("a mail that came while the folder was open already is moved and marked too")
    func cameMeanwhile() async throws {
        let (session, server, user) = try await session()
        let place = MailServer(
            host: "localhost", port: server.imapsPort, security: .tls, caFile: server.caFile)
        let connection = MailboxConnection(
            account: IMAPAccount(
                name: user, server: place, credentials: .password(user: user, Secret("secret"))))
        var validity: UIDValidity?
        for number in 1...3 {
            // Delivered behind the back of the connection, which holds the folder open from the first round on.
            let appended = try await session.append(MailServerFixture.mail(number), to: .inbox)
            validity = appended.uidValidity
            let uid = UIDSet(try #require(appended.uid))
            try await connection.add([.flagged], to: uid, in: .inbox, uidValidity: try #require(validity))
            try await connection.move(uid, in: .inbox, uidValidity: try #require(validity), to: "Trash")
            #expect(try await session.status("Trash").messages == UInt32(number))
        }
        await connection.close()
        await session.logout()
    }
}

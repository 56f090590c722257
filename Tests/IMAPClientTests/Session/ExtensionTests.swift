import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// What the session makes of what a server says it can do, where no server at hand says it.
@Suite(.timeLimit(.minutes(2)))
struct ExtensionTests {
    private func session(
        _ capabilities: String, _ script: @escaping FakeServer.Script = { _, _, _ in .normal }
    ) async throws -> (IMAPSession, FakeServer) {
        let server = try FakeServer(mails: [MailServerFixture.mail(1)], script)
        server.withState { $0.capabilities = "\(capabilities) SASL-IR AUTH=PLAIN" }
        return (try await server.account().connect(), server)
    }

    @Test("who we are is told where ID is offered, and only there", arguments: [true, false])
    func id(_ isOffered: Bool) async throws {
        let (session, server) = try await session(isOffered ? "IMAP4rev1 ID" : "IMAP4rev1")
        await session.logout()
        #expect(server.commands.contains("ID (\"name\" \"mailbridge\" \"version\" \"1\")") == isOffered)
    }

    @Test("IMAP4rev2 includes ENABLE, MOVE, UID EXPUNGE and short literals that do not wait")
    func revision2() async throws {
        let (session, server) = try await session("IMAP4rev2 CONDSTORE")
        try await session.select(.inbox)
        try await session.move(UIDSet(UID(1)), to: "Done")
        #expect(try await session.delete(UIDSet(UID(1))))
        _ = try await session.append(MailServerFixture.mail(2), to: .inbox)
        await session.logout()
        let commands = server.commands
        #expect(commands.contains("ENABLE CONDSTORE"))
        #expect(commands.contains("UID MOVE 1 \"Done\"") && !commands.contains { $0.hasPrefix("UID COPY") })
        #expect(commands.contains("UID EXPUNGE 1"))
        #expect(commands.contains("APPEND \"INBOX\" {\(MailServerFixture.mail(2).count)+}"))
    }

    @Test("with LITERAL- a literal above 4096 octets waits") func shortLiterals() {
        for name in ["LITERAL-", "IMAP4rev2"] {
            let literals = Capabilities([name]).literals
            for (size, waits) in [(4096, false), (4097, true)] {
                let mail = OutgoingMail([UInt8](repeating: 0x61, count: size))
                let chunks = Command.append([mail], to: "x").encode(tag: "t", literals: literals)
                #expect(chunks[0].awaitsContinuation == waits, "\(name) \(size)")
            }
        }
    }

    @Test("with UTF8=ACCEPT switched on, names go out as they are written, and only then", arguments: [true, false])
    func utf8(_ isTaken: Bool) async throws {
        let (session, server) = try await session("IMAP4rev1 ENABLE UTF8=ACCEPT LITERAL+") { command, _, _ in
            command.hasPrefix("ENABLE") && isTaken ? .saying("* ENABLED UTF8=ACCEPT\r\n") : .normal
        }
        try await session.select("Größe")
        await session.logout()
        #expect(server.commands.contains("ENABLE UTF8=ACCEPT"))
        #expect(server.commands.contains(isTaken ? "SELECT \"Größe\"" : "SELECT \"Gr&APYA3w-e\""))
    }

    @Test("with UTF8=ACCEPT a mail with an international header is marked as such, and no other")
    func utf8Append() {
        for (text, isMarked) in [("Subject: Größe\r\n\r\nx", true), ("Subject: x\r\n\r\nGröße", false)] {
            let mail = OutgoingMail(Array(text.utf8))
            let chunks = Command.append([mail], to: "x").encode(
                tag: "t", literals: .nonSynchronising(upTo: nil), usesUTF8: true)
            let count = text.utf8.count
            let expected = isMarked ? "UTF8 (~{\(count)+}\r\n\(text))\r\n" : "{\(count)+}\r\n\(text)\r\n"
            #expect(String(decoding: chunks.flatMap(\.bytes), as: UTF8.self) == "t APPEND \"x\" \(expected)")
        }
    }

    @Test("roles are asked for, and the figures of several folders with one command, where the server can")
    func lists() async throws {
        let (session, server) = try await session("IMAP4rev1 SPECIAL-USE LIST-EXTENDED LIST-STATUS") { command, _, _ in
            guard command.contains("RETURN (STATUS") else { return .normal }
            return .say(
                "* STATUS A (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 3)\r\n* STATUS B (UIDNEXT 5 UIDVALIDITY 6)\r\nTAG OK\r\n")
        }
        #expect(try await session.list().map(\.name) == [.inbox])
        let found = try await session.status(of: ["A", "B"])
        #expect(found["A"]?.uidNext == UID(2) && found["B"]?.uidNext == UID(5))
        await session.logout()
        #expect(server.commands.contains("LIST \"\" \"*\" RETURN (SPECIAL-USE)"))
        #expect(server.commands.contains("LIST \"\" (\"A\" \"B\") RETURN (STATUS (MESSAGES UIDNEXT UIDVALIDITY))"))
        #expect(!server.commands.contains { $0.hasPrefix("STATUS") })
    }

    @Test("an IDLE that the server ends by itself is over at once, and nothing is said outside of it")
    func idleEnds() async throws {
        let (session, server) = try await session("IMAP4rev1 IDLE") { command, _, _ in
            command == "IDLE" ? .say("+ idling\r\n* OK still here\r\nTAG OK idle for too long\r\n") : .normal
        }
        try await session.select(.inbox)
        _ = try await session.uids(from: .first)
        let start = ContinuousClock.now
        #expect(try await session.idle(for: .seconds(60)) == .timeout)
        #expect(ContinuousClock.now - start < .seconds(20))
        try await session.noop()
        #expect(await !session.transcript.contains { $0.description.contains("DONE") })
        await session.logout()
        #expect(server.connections == 1)
    }

    @Test("a server that takes no login of our kind refuses no password: the setting is wrong")
    func noLogin() async throws {
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            while let line = try peer.receiveLine() {
                let tag = line.prefix { $0 != " " }
                if line.contains("CAPABILITY") {
                    try peer.send("* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n\(tag) OK\r\n")
                } else {
                    try peer.send("\(tag) NO what\r\n")
                }
            }
        }
        let place = MailServer(host: "127.0.0.1", port: server.port, security: .plain)
        let account = IMAPAccount(name: "x", server: place, credentials: .password(user: "u", Secret("p")))
        let error = await #expect(throws: IMAPError.self) { try await account.connect() }
        #expect(error?.kind == .configuration, "\(String(describing: error))")
        #expect(error?.detail.contains("LOGINDISABLED") == true, "\(String(describing: error))")
    }
}

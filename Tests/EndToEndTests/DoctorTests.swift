import Domain
import FoundationEssentials
import Glibc
import Sandbox
import TestSupport
import Testing

/// What `doctor` says of servers and places with which something is wrong.
@Suite("doctor", .serialized, .enabled(if: Shop.isAvailable))
struct DoctorTests {
    @Test("doctor asks everybody at the same time, and has a cure for the wrong kind of TLS and for a wrong address")
    func sideBySide() async throws {
        let shop = try await Shop.open()
        let asked = Gate()
        let mailServer = try ScriptedServer { _, _ in asked.wait() }
        let marketplace = try ScriptedServer { peer, _ in
            asked.open()
            guard try peer.receiveRequest() != nil else { return }
            try peer.respond(307, headers: [("Location", "http://elsewhere.example/")])
        }
        let text = readText(shop.configuration)
        let url = await shop.sandbox.miraklURL
        let mailbox = try #require(text.firstMatch(of: /url = "imaps:[^"]*"/)).output
        try shop.directory.write(
            text.replacing("\"\(url)\"", with: "\"http://127.0.0.1:\(marketplace.port)\"")
                .replacing(mailbox, with: "url = \"imap://localhost:\(mailServer.port)\""), to: "config.toml")
        let doctor = try await shop.run("doctor")
        #expect(doctor.status == 1)
        let login = try #require(doctor.lines.first { $0.hasPrefix("WRONG\tmailbox\tservice login\t") })
        #expect(!login.contains("timed out"), "the mail server waited for the marketplace to be asked")
        #expect(login.hasSuffix("as at ports 993 and 465: imaps://"))
        let redirect = try #require(doctor.lines.first { $0.hasPrefix("WRONG\tmarketplace\tconrad\t") })
        #expect(redirect.hasSuffix("cure: check url: it sends us to another address, which is never followed"))
        let kinds = doctor.lines.map { String($0.split(separator: "\t")[1]) }
        #expect(kinds == kinds.sorted { Self.order($0) < Self.order($1) }, "\(kinds)")
        await shop.sandbox.stop()
    }

    @Test("doctor comes to an end with a mail server that never does, and tells what it saw until then")
    func endlessServer() async throws {
        let shop = try await Shop.open()
        let mailServer = try ScriptedServer { peer, _ in
            try peer.send("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n")
            while let line = try peer.receiveLine() {
                // A line now and then, so that neither silence nor a flood ends it.
                while line.contains(" EXAMINE ") {
                    try peer.send("* 1 FETCH (FLAGS ())\r\n")
                    usleep(200_000)
                }
                if line.contains(" LIST ") { try peer.send("* LIST () \"/\" INBOX\r\n") }
                try peer.send("\(line.prefix { $0 != " " }) OK done\r\n")
            }
        }
        let text = readText(shop.configuration)
        let mailbox = try #require(text.firstMatch(of: /url = "imaps:[^"]*"\nca_file = [^\n]*/)).output
        let other = "url = \"imap://127.0.0.1:\(mailServer.port)\"\nplain = true"
        try shop.directory.write(text.replacing(mailbox, with: other), to: "config.toml")
        let doctor = try await mailbridge(
            ["doctor", "--config", shop.configuration], in: shop.directory, within: .seconds(100))
        #expect(doctor.status == 1)
        let mailboxLines = doctor.lines.filter { $0.contains("\tmailbox\t") }
        #expect(mailboxLines.contains { $0.hasPrefix("ok\tmailbox\tservice login\t") })
        #expect(mailboxLines.last?.hasPrefix("WRONG\tmailbox\tservice\tnot done after 60 s") == true, "\(doctor)")
        #expect(doctor.lines.count { $0.hasPrefix("ok\tmarketplace\t") } == 3)
        await shop.sandbox.stop()
    }

    @Test("doctor says what helps where a certificate has expired, and where tokens are asked for at a wrong address")
    func certificateAndTokens() async throws {
        let shop = try await Shop.open()
        let tokens = try ScriptedServer { peer, _ in
            while try peer.receiveRequest() != nil {
                try peer.respond(307, headers: [("Location", "http://elsewhere.example/")])
            }
        }
        let expired = try await SelfSignedCertificate.make(in: shop.directory.path, file: "expired", days: -1)
        let front = try await TLSFront(before: shop.dovecot.imapPort, expired)
        let text = readText(shop.configuration)
        let mailbox = try #require(text.firstMatch(of: /url = "imaps:[^"]*"\nca_file = [^\n]*/)).output
        let url = await shop.sandbox.tokenURL
        try shop.directory.write(
            text.replacing(
                mailbox, with: "url = \"imaps://localhost:\(front.port)\"\nca_file = \"\(expired.certificate)\""
            ).replacing("\"\(url)\"", with: "\"http://127.0.0.1:\(tokens.port)/\""), to: "config.toml")
        let doctor = try await shop.run("doctor")
        let login = try #require(doctor.lines.first { $0.hasPrefix("WRONG\tmailbox\tservice login\t") })
        #expect(login.contains("cure: renew the certificate of localhost; if it counts still, our clock is ahead"))
        let amazon = try #require(doctor.lines.first { $0.hasPrefix("WRONG\tmarketplace\tamazon\t") })
        #expect(amazon.contains("cure: check the address that gives the tokens"), "\(amazon)")
        await shop.sandbox.stop()
    }

    @Test(
        "a full disk is told as such, and ends serve with a code after which systemd starts it again",
        .enabled(if: geteuid() == 0, "only root can mount a small disk"))
    func fullDisk() async throws {
        let shop = try await Shop.open()
        let state = "\(shop.directory.path)/state"
        try #require(mkdir(state, 0o700) == 0)
        let text = readText(shop.configuration)
        try shop.directory.write(
            text.replacing("\(shop.directory.path)/mailbridge.db", with: "\(state)/mailbridge.db"), to: "config.toml")
        func onSmallDisk(_ command: String...) async throws -> CommandResult {
            let script = #"mount -t tmpfs -o size=64k tmpfs "$0" || exit 99; exec "$@""#
            return try await EndToEndTests.run(
                "unshare",
                ["-m", "sh", "-c", script, state, Program.path] + command + ["--config", shop.configuration],
                in: shop.directory)
        }
        let serve = try await onSmallDisk("serve")
        if serve.status == 99 || serve.status == 1 { return print("SKIPPED: no disk can be mounted here: \(serve)") }
        #expect(serve.status == 75 && serve.errors.contains("no-space: "), "\(serve)")
        let doctor = try await onSmallDisk("doctor")
        #expect(doctor.lines.contains { $0.hasPrefix("WRONG\tstore\troom\t0 MB free\tcure: make room") }, "\(doctor)")
        await shop.sandbox.stop()
    }

    @Test("doctor names mailboxes and marketplaces that the store has work for and the configuration has no more")
    func missingNames() async throws {
        let shop = try await Shop.open()
        var doctor: CommandResult?
        try await withShop(shop) { shop in
            _ = try await shop.ask(.canary(at: .mirakl))
            let here = try await shop.run("doctor")
            #expect(!here.output.contains("not configured"), "\(here)")
            let renamed = try shop.directory.write(
                Array(
                    readText(shop.configuration).replacing("name = \"conrad\"", with: "name = \"conrad-new\"")
                        .replacing("name = \"service\"", with: "name = \"service-new\"").utf8), to: "renamed.toml")
            doctor = try await mailbridge(["doctor", "--config", renamed], in: shop.directory)
        }
        let found = try #require(doctor)
        #expect(found.status == 1)
        let mailbox = try #require(found.lines.first { $0.hasPrefix("WRONG\tstore\tmailbox service\t") }, "\(found)")
        #expect(mailbox.contains("not configured") && mailbox.contains("cure: put the old name back"))
        let conrad = try #require(found.lines.first { $0.hasPrefix("WRONG\tstore\tmarketplace conrad\t") }, "\(found)")
        #expect(conrad.contains("1 open tickets and 0 unfinished answers") && conrad.contains("cure: put the old name"))
    }

    private static func order(_ kind: String) -> Int {
        ["store", "mailbox", "submission", "marketplace"].firstIndex(of: kind) ?? .max
    }
}

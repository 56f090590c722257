import Domain
import Glibc
import MIME
import TestSupport
import Testing

@testable import Sandbox

/// Whether Dovecot's submission service is here; its package is not needed for anything else.
private let canSubmit: Bool = {
    let isThere = access("/usr/lib/dovecot/submission", X_OK) == 0
    if !isThere { print("SKIPPED: submission through a proxy (Debian: apt-get install dovecot-submissiond)") }
    return isThere
}()

@Suite("A running sandbox")
struct SandboxTests {
    private static func options(lmtp: UInt16? = nil) throws -> SandboxOptions {
        let seller = try #require(EmailAddress("shop@seller.example"))
        var options = SandboxOptions(
            sellerAddress: seller, mailboxUser: "mailbridge", lmtp: lmtp.map { .init(port: $0) })
        options.accounts = [
            .init(login: "bridge", password: Secret("secret"), address: seller, mailbox: "mailbridge"),
            .init(
                login: "anna", password: Secret("hush"), address: try #require(EmailAddress("anna@seller.example")),
                mailbox: "agent"),
        ]
        return options
    }

    private static func withSandbox(
        _ options: SandboxOptions, _ body: (Sandbox) async throws -> Void
    ) async throws {
        let sandbox = Sandbox(options: options)
        try await sandbox.start()
        do {
            try await body(sandbox)
        } catch {
            await sandbox.stop()
            throw error
        }
        await sandbox.stop()
    }

    private static func message(_ marketplace: SandboxMarketplace, _ text: String = "Wo bleibt es?") -> BuyerMessage {
        BuyerMessage(marketplace: marketplace, language: "de", name: "Jörg Weiß", text: text)
    }

    @Test("serves the three marketplaces and the page over HTTP")
    func http() async throws {
        try await Self.withSandbox(Self.options()) { sandbox in
            let port = await sandbox.httpPort
            let key = ["Authorization": "sandbox-mirakl-key"]
            let account = try await TestClient.http(port: port, "GET", "/mirakl/api/account", headers: key)
            #expect(account?.json?["shop_id"] == 2042)
            #expect(try await TestClient.http(port: port, "GET", "/kaufland/v2/status/ping")?.status == 400)
            let order = try await TestClient.http(port: port, "GET", "/amazon/orders/2026-01-01/orders/x")
            #expect(order?.status == 403)
            #expect(order?.head.contains("x-amzn-RequestId: ") == true)
            let page = try await TestClient.http(port: port, "GET", "/")
            #expect(page?.head.contains("Content-Security-Policy: default-src 'none'") == true)
            #expect(try await TestClient.http(port: port, "GET", "/other")?.status == 404)
        }
    }

    @Test("a signed request passes through the server as it was signed")
    func signed() async throws {
        try await Self.withSandbox(Self.options()) { sandbox in
            let port = await sandbox.httpPort
            let receipt = try await sandbox.write(Self.message(.kaufland))
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            let target = "/kaufland/v2/tickets/\(receipt.conversation)?embedded=messages%2Cfiles"
            let secret = try Self.options().kauflandSecret
            let signature = KauflandSignature.make(
                method: "GET", uri: "http://127.0.0.1:\(port)\(target)", body: [], timestamp: "\(time.tv_sec)",
                secret: secret)
            let headers = [
                "Shop-Client-Key": try Self.options().kauflandClientKey, "Shop-Timestamp": "\(time.tv_sec)",
                "Shop-Signature": signature, "User-Agent": "mailbridge/1",
            ]
            let answer = try await TestClient.http(port: port, "GET", target, headers: headers)
            #expect(answer?.status == 200)
            #expect(answer?.json?["data"]?["messages"]?.array?.first?["text"] == "Wo bleibt es?")
        }
    }

    @Test("shows faults: a status with Retry-After, a dropped connection, a failure after the deed")
    func faults() async throws {
        try await Self.withSandbox(Self.options()) { sandbox in
            let port = await sandbox.httpPort
            let key = ["Authorization": "sandbox-mirakl-key"]
            let faults: JSON = [
                ["place": "mirakl", "operation": "A01", "status": 429, "retry_after": 7],
                ["place": "mirakl", "operation": "A01", "effect": "drop"],
                ["place": "mirakl", "operation": "A01", "status": 500, "moment": "after"],
            ]
            #expect(try await TestClient.post(port: port, "/sandbox/faults", faults)?.status == 201)
            let limited = try await TestClient.http(port: port, "GET", "/mirakl/api/account", headers: key)
            #expect(limited?.status == 429)
            #expect(limited?.head.contains("Retry-After: 7") == true)
            #expect(try await TestClient.http(port: port, "GET", "/mirakl/api/account", headers: key) == nil)
            #expect(try await TestClient.http(port: port, "GET", "/mirakl/api/account", headers: key)?.status == 500)
            #expect(try await TestClient.http(port: port, "GET", "/mirakl/api/account", headers: key)?.status == 200)
            let count = try #require(await sandbox.counts().first { $0.operation == "A01" })
            #expect(count == SandboxCount(place: .mirakl, operation: "A01", accepted: 2, refused: 0, faulted: 3))
        }
    }

    @Test("takes a buyer's message over HTTP, and refuses misspelt ones and other sites' pages")
    func control() async throws {
        try await Self.withSandbox(Self.options()) { sandbox in
            let port = await sandbox.httpPort
            let message: JSON = [
                "marketplace": "amazon", "order": "302-1234567-1234567", "language": "en", "name": "Olivia",
                "text": "Hello\n<script>", "attachments": [["name": "a.txt", "type": "text/plain", "data": "aGk="]],
            ]
            let answer = try await TestClient.post(port: port, "/sandbox/messages", message)
            #expect(answer?.status == 201)
            let list = try await TestClient.http(port: port, "GET", "/sandbox/conversations")
            let conversation = try #require(list?.json?["conversations"]?.array?.first)
            #expect(conversation["id"] == answer?.json?["conversation"])
            #expect(conversation["awaits_seller"] == true)
            let file = try #require(conversation["messages"]?.array?.first?["attachments"]?.array?.first)
            let id = try #require(file["id"]?.string)
            let download = try await TestClient.http(port: port, "GET", "/sandbox/attachments/amazon/\(id)")
            #expect(download?.body == Array("hi".utf8))
            #expect(download?.head.contains("Content-Disposition: attachment") == true)

            let misspelt: JSON = ["marketplace": "amazon", "text": "x", "body": "y"]
            #expect(try await TestClient.post(port: port, "/sandbox/messages", misspelt)?.json?["field"] == "body")
            let unknown: JSON = ["marketplace": "mirakl", "text": "x", "conversation": "y"]
            #expect(try await TestClient.post(port: port, "/sandbox/messages", unknown)?.status == 404)
            let form = try await TestClient.http(
                port: port, "POST", "/sandbox/quit", headers: ["Content-Type": "text/plain"])
            #expect(form?.status == 415)
            let rebound = try await TestClient.http(
                port: port, "GET", "/sandbox/mails", headers: ["host": "evil.example"])
            #expect(rebound?.status == 403)
        }
    }

    @Test("delivers notifications and submitted mail to the real mail store", .enabled(if: DovecotServer.isAvailable))
    func delivery() async throws {
        let dovecot = try await DovecotServer.start()
        try await Self.withSandbox(Self.options(lmtp: dovecot.lmtpPort)) { sandbox in
            let receipt = try await sandbox.write(Self.message(.amazon, "Grüße\n.\n..\nEnde"))
            try await sandbox.write(Self.message(.mirakl))
            try await sandbox.write(Self.message(.kaufland))
            let replies = try await TestClient.smtp(
                port: sandbox.smtpPort,
                "EHLO c\r\nAUTH PLAIN AGFubmEAaHVzaA==\r\nMAIL FROM:<anna@seller.example>\r\n"
                    + "RCPT TO:<shop+token@seller.example>\r\nDATA\r\n"
                    + "Authentication-Results: mx.seller.example; auth=pass smtp.auth=boss@seller.example\r\n"
                    + "From: anna@seller.example\r\nTo: shop+token@seller.example\r\nSubject: Re: x\r\n\r\n..\r\n.\r\nQUIT\r\n"
            )
            #expect(replies.contains("250 2.0.0 OK: queued"))
            let mails = try storedMails(of: "mailbridge", in: dovecot.directory).map { Message(parsing: $0) }
            #expect(mails.count == 4)
            let amazon = try #require(mails.first { $0.messageID == receipt.notification })
            let proof = amazon.header.all("Authentication-Results").map(\.text)
            #expect(proof.count == 1)
            #expect(proof.first?.contains("dmarc=pass header.from=marketplace.amazon.de") == true)
            #expect(amazon.body.text?.contains("\n\nGrüße\n.\n..\nEnde\n") == true)
            #expect(amazon.subject?.hasPrefix("Frage von Amazon-Kunde Jörg Weiß(Bestellung: 302-") == true)
            let kaufland = try #require(mails.first { $0.subject?.contains("Ticket 001") ?? false })
            #expect(kaufland.body.text?.contains("Wo bleibt es?") == true)
            let mirakl = try #require(mails.first { $0.subject?.hasPrefix("Neue Nachricht zu Bestellung") ?? false })
            #expect(mirakl.body.text?.contains("https://conrad.mirakl.net/mmp/shop/messages/") == true)
            let submitted = try #require(mails.first { $0.subject == "Re: x" })
            let login = submitted.header.all("Authentication-Results").map(\.text)
            #expect(login == ["mx.seller.example; auth=pass smtp.auth=anna@seller.example"])
            #expect(submitted.originalTo.mailboxes.map(\.address) == ["shop+token@seller.example"])
        }
    }

    @Test(
        "a submission proxy in front states who logged in",
        .enabled(if: DovecotServer.isAvailable && canSubmit))
    func proxy() async throws {
        var options = try Self.options()
        let ports = try ReservedPorts(1)
        options.smtpPort = ports[0]
        let dovecot = try await DovecotServer.start(
            users: ["anna": "hush", "mailbridge": "x"], relayPort: options.smtpPort)
        options.lmtp = .init(port: dovecot.lmtpPort)
        try await Self.withSandbox(options) { sandbox in
            let replies = try await TestClient.smtp(
                port: dovecot.submissionPort,
                "EHLO c\r\nAUTH PLAIN AGFubmEAaHVzaA==\r\nMAIL FROM:<anna@seller.example>\r\n"
                    + "RCPT TO:<shop+token@seller.example>\r\nDATA\r\nFrom: anna@seller.example\r\n"
                    + "To: shop+token@seller.example\r\nSubject: Re: x\r\n\r\nGrüße\r\n.\r\nQUIT\r\n")
            #expect(replies.contains("250 2.0.0 OK: queued"), "\(replies) \(dovecot.log)")
            let mail = try #require(await sandbox.mails().first)
            let results = Message(parsing: mail.bytes).header.all("Authentication-Results").map(\.text)
            #expect(results == ["mx.seller.example; auth=pass smtp.auth=anna@seller.example"])
        }
    }

    @Test("the mail server relays for its accounts only, and only to the marketplace")
    func relaying() async throws {
        try await Self.withSandbox(Self.options()) { sandbox in
            let port = await sandbox.smtpPort
            _ = try await sandbox.write(Self.message(.amazon))
            let relay = try #require(await sandbox.conversations().first?.relayAddress)
            let login = "EHLO c\r\nAUTH PLAIN AGJyaWRnZQBzZWNyZXQ=\r\n"
            let outside = try await TestClient.smtp(
                port: port,
                "EHLO c\r\nMAIL FROM:<shop@seller.example>\r\nRCPT TO:<\(relay)>\r\nRCPT TO:<x@y.example>\r\n"
                    + "RCPT TO:<anna+x@seller.example>\r\nQUIT\r\n")
            #expect(outside.contains("554 5.7.1"))
            #expect(outside.contains("250 2.1.5"))
            let stranger = try await TestClient.smtp(
                port: port,
                "\(login)MAIL FROM:<anna@seller.example>\r\nRCPT TO:<\(relay)>\r\nRCPT TO:<x@y.example>\r\nQUIT\r\n")
            #expect(stranger.contains("550 5.7.1 Sender is not"))
            #expect(stranger.contains("550 5.1.2"))
            let answer =
                "\(login)MAIL FROM:<shop@seller.example>\r\nRCPT TO:<\(relay)>\r\nDATA\r\nFrom: shop@seller.example\r\n"
                + "To: \(relay)\r\nSubject: Re: Frage\r\nMessage-ID: <1@seller.example>\r\n\r\nKommt morgen.\r\n\r\n> Wo?\r\n.\r\nQUIT\r\n"
            await sandbox.add(SandboxFault(.smtp, "data", .status(451)))
            #expect(try await TestClient.smtp(port: port, answer).contains("451 4.3.0"))
            var lost = SandboxFault(.smtp, "data", .drop)
            lost.moment = .after
            await sandbox.add(lost)
            #expect(try await TestClient.smtp(port: port, answer).hasSuffix("line of its own\r\n"))
            #expect(await sandbox.postCount(.amazon) == 1)
            #expect(await sandbox.conversations().first?.messages.last?.text == "Kommt morgen.")
            #expect(await sandbox.mails().map(\.kind) == [.notification, .relayed, .ownCopy])
        }
    }

    @Test("the kill-switch stops notifications, and a silent message sends none")
    func silence() async throws {
        var options = try Self.options()
        options.sendsNotifications = false
        try await Self.withSandbox(options) { sandbox in
            let receipt = try await sandbox.write(Self.message(.mirakl))
            #expect(receipt.notification == nil)
        }
        try await Self.withSandbox(Self.options()) { sandbox in
            var message = Self.message(.mirakl)
            message.isSilent = true
            let receipt = try await sandbox.write(message)
            #expect(receipt.notification == nil)
            #expect(await sandbox.mails().isEmpty)
        }
    }

    @Test("a taken port is named, and the end can be asked for")
    func ports() async throws {
        try await Self.withSandbox(Self.options()) { sandbox in
            var options = try Self.options()
            options.httpPort = await sandbox.httpPort
            let error = await #expect(throws: SandboxError.self) { try await Sandbox(options: options).start() }
            #expect(error?.kind == .portTaken)
            options = try Self.options()
            options.smtpPort = await sandbox.smtpPort
            await #expect(throws: SandboxError.self) { try await Sandbox(options: options).start() }
            _ = try await TestClient.post(port: sandbox.httpPort, "/sandbox/quit", [:])
            await sandbox.waitUntilQuit()
        }
    }
}

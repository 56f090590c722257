import Domain
import Glibc
import MIME
import Sandbox
import TestSupport
import Testing
import Transport

/// A real Postfix routes the reply address to the bridge.
@Suite(
    "mails handed over by Postfix", .serialized,
    .enabled(if: Shop.isAvailable && PostfixServer.isAvailable))
struct HandOverTests {
    @Test("over LMTP: relayed once, kept by Postfix while the bridge is stopped, and no stranger's address is taken")
    func lmtp() async throws {
        let place = try TemporaryDirectory()
        let options = ShopOptions(
            more: """
                [lmtp]
                listen = "\(place.path)/lmtp"
                group = "\(PostfixServer.group)"
                """)
        let postfix = try await PostfixServer.start(
            domain: "seller.example", delivery: .lmtp(path: "\(place.path)/lmtp"))
        try await withShop(try await Shop.open(options)) { shop in
            try await shop.running.wait(for: "lmtp-listening")
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let first = try AgentMail.reply(to: ticket.message, "The canary comes tomorrow.")
            try await shop.hand(first, to: postfix)
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)
            #expect(postfix.deliveries == ["sent (250 2.0.0 Stored)"])

            // The same mail once more: it is taken, and relayed no second time.
            try await shop.hand(first, to: postfix)
            try await shop.running.wait(for: "mail-ignored", "reason=duplicate")
            #expect(await shop.sandbox.postCount(.mirakl) == 1)

            #expect(try await shop.running.end().status == 0)
            #expect(access("\(place.path)/lmtp", F_OK) != 0)
            try await shop.hand(AgentMail.reply(to: ticket.message, "And it sings."), to: postfix)
            try await eventually("Postfix keeps the mail") { postfix.deliveries.last?.hasPrefix("deferred") ?? false }
            try await shop.serve()
            #expect(try await shop.answer(number: 2, in: receipt).text == "And it sings.")
            try await eventually("Postfix knows it delivered") {
                postfix.deliveries.last == "sent (250 2.0.0 Stored)"
            }

            var stray = first
            stray.to = [Mailbox(name: nil, address: "stranger@seller.example")]
            try await shop.hand(stray, to: postfix)
            try await eventually("Postfix gives it back") {
                postfix.deliveries.contains { $0.hasPrefix("bounced") && $0.contains("550 5.1.1") }
            }
            let doctor = try await shop.run("doctor")
            #expect(doctor.lines.contains { $0.hasPrefix("ok\tlmtp\t") && $0.hasSuffix("takes mails") }, "\(doctor)")
        }
        withExtendedLifetime(postfix) {}
    }

    @Test("through a pipe to deliver: relayed once, kept by Postfix while the configuration is broken")
    func pipe() async throws {
        let shop = try await Shop.open()
        // Postfix runs no command as root.
        let program = try await shop.give(to: "nobody")
        let postfix = try await PostfixServer.start(
            domain: "seller.example",
            delivery: .pipe(command: [program, "deliver", "--config", shop.configuration], user: "nobody"))
        try await withShop(shop) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            let first = try AgentMail.reply(to: ticket.message, "The canary comes tomorrow.")
            try await shop.hand(first, to: postfix)
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.hand(first, to: postfix)
            try await shop.running.wait(for: "mail-ignored", "reason=duplicate")
            #expect(await shop.sandbox.postCount(.kaufland) == 1)
            #expect(postfix.deliveries.allSatisfy { $0.hasPrefix("sent") })

            let configuration = readText(shop.configuration)
            try shop.directory.write(configuration.replacing("grace =", with: "grcae ="), to: "config.toml")
            try await shop.hand(AgentMail.reply(to: ticket.message, "And it sings."), to: postfix)
            try await eventually("Postfix keeps the mail") {
                postfix.deliveries.contains { $0.hasPrefix("deferred") && $0.contains("grcae") }
            }
            try shop.directory.write(configuration, to: "config.toml")
            #expect(try await shop.answer(number: 2, in: receipt).text == "And it sings.")
        }
        withExtendedLifetime(postfix) {}
    }
}

/// The service's own socket, without a mail server between.
@Suite("mails handed over by LMTP", .serialized, .enabled(if: Shop.isAvailable))
struct SocketTests {
    @Test(
        "a mail that was answered with 250 survives the end of the process; its socket is taken over, and kept by a reload"
    )
    func durable() async throws {
        let place = try TemporaryDirectory()
        let path = "\(place.path)/lmtp"
        try await withShop(ShopOptions(more: "[lmtp]\nlisten = \"\(path)\"")) { shop in
            try await shop.running.wait(for: "lmtp-listening")
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let mail = try shop.vouched(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            let address = try #require(ticket.message.replyTo.flatMap(\.mailboxes).first?.address)
            let service = try shop.running
            try await offPool { try handOver(mail, to: address, at: path) }
            #expect(try await service.end(SIGKILL).status == 128 + SIGKILL)
            #expect(access(path, F_OK) == 0)
            try await shop.serve()
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            #expect(await shop.sandbox.postCount(.mirakl) == 1)

            try await shop.running.send(SIGHUP)
            try await shop.running.wait(for: "lmtp-listening", count: 3)
            let more = try shop.vouched(AgentMail.reply(to: ticket.message, "And it sings."))
            try await offPool { try handOver(more, to: address, at: path) }
            #expect(try await shop.answer(number: 2, in: receipt).text == "And it sings.")
        }
        #expect(access(path, F_OK) != 0)
    }
}

/// Hands a mail over; throws unless it is answered as stored.
private func handOver(_ mail: [UInt8], to address: String, at path: String) throws {
    let socket = try LoopbackSocket(path: path)
    defer { socket.close() }
    try socket.send("LHLO test\r\nMAIL FROM:<\(Shop.anna)>\r\nRCPT TO:<\(address)>\r\nDATA\r\n")
    // The mail has no line that begins with a dot.
    try socket.send(mail + Array("\r\n.\r\n".utf8))
    var answers: [String] = []
    while answers.count < 6, let line = try socket.receiveLine() {
        if line.dropFirst(3).first != "-" { answers.append(line) }
    }
    guard answers.last?.hasPrefix("250") == true else { throw SupportError("LMTP: \(answers)") }
}

extension Shop {
    /// Sends a mail to `postfix` as the seller's server for outgoing mail does, which has seen the agent log in.
    fileprivate func hand(_ mail: OutgoingMessage, to postfix: PostfixServer) async throws {
        let client = SMTPClient(
            server: MailServer(host: "127.0.0.1", port: postfix.smtpPort, security: .plain), credentials: nil)
        let result = await client.submit(
            try vouched(mail), from: EmailAddress(mail.from.address),
            to: try mail.to.map { try #require(EmailAddress($0.address)) })
        guard case .accepted = result else { throw SupportError("Postfix did not take the mail: \(result)") }
    }
}

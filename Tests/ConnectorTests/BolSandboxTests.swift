import Domain
import Marketplaces
import MIME
import Sandbox
import Testing

@Suite("bol's answers by mail against its stand-in") struct BolSandboxTests {
    private static let invoice = Attachment(
        name: "retour.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 x".utf8))

    @Test("an answer arrives once, within the buyer's thread")
    func answers() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Waar blijft mijn pakket?", order: "A2K8290LP8")
            let post = try await account.relayPost("Het komt morgen.", to: receipt)
            guard case .accepted(let id, _, _) = await account.connector.post(post) else {
                Issue.record("not accepted")
                return
            }
            #expect(id == RemoteMessageID("\(post.key)@seller.example"))
            #expect(
                try await account.seen(receipt.conversation).messages.map(\.text)
                    == ["Waar blijft mijn pakket?", "Het komt morgen."])
            let relayed = await account.sandbox.mails().filter { $0.kind == .relayed }
            #expect(relayed.map(\.remarks) == [[]])
            let mail = Message(parsing: try #require(relayed.first).bytes)
            #expect(mail.subject == "Re: Je bestelling A2K8290LP8")
            #expect(mail.inReplyTo == [receipt.notification])

            let again = try await account.buyerWrites("Dank je!", conversation: receipt.conversation)
            #expect(try await account.notification(of: again).inReplyTo == [id?.text])
            #expect(kind(await account.connector.post(try await account.relayPost("Graag.", to: again))) == "accepted")
            #expect(try await account.seen(receipt.conversation).messages.count == 4)
        }
    }

    @Test("files go both ways unchanged, and what bol refuses is refused before sending")
    func files() async throws {
        try await SandboxAccount.with(.bol) { account in
            let photo = Attachment(name: "foto.jpg", type: "image/jpeg", bytes: [0xFF, 0xD8, 0xFF, 0, 1])
            let receipt = try await account.buyerWrites("Kapot", attachments: [photo])
            let mail = try await account.notification(of: receipt)
            #expect(mail.attachments.map { mail.content(of: $0) } == [photo.bytes])

            let post = try await account.relayPost("Zie bijlage.", to: receipt, attachments: [Self.invoice])
            #expect(kind(await account.connector.post(post)) == "accepted")
            let seen = try await account.seen(receipt.conversation).messages.last?.attachments ?? []
            #expect(seen.map(\.name) == ["retour.pdf"])
            #expect(
                await account.sandbox.attachment(try #require(seen.first).id, at: .bol) == Self.invoice.bytes)

            let bad = [
                Attachment(name: "a.zip", type: "application/zip", bytes: [1]),
                Attachment(name: "b.pdf", type: "application/pdf", bytes: Array(repeating: 1, count: 10_000_001)),
            ]
            for file in bad {
                let post = try await account.relayPost("x", to: receipt, attachments: [file])
                #expect(kind(await account.connector.post(post)) == "refused")
            }
            #expect(kind(await account.connector.post(try await account.relayPost("", to: receipt))) == "refused")
            #expect(await account.sandbox.postCount(.bol) == 1)
        }
    }

    @Test("the relay's own refusal reaches the agent in its words")
    func refusal() async throws {
        try await SandboxAccount.with(.bol, options: ["attachment_types": "*"]) { account in
            let receipt = try await account.buyerWrites("Vraag")
            let file = Attachment(name: "a.txt", type: "text/plain", bytes: [0x41])
            let post = try await account.relayPost("x", to: receipt, attachments: [file])
            guard case .refused(let reason) = await account.connector.post(post) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("pdf, jpg and png"))
            var unknown = try await account.relayPost("x", to: receipt)
            unknown.relay?.address = try #require(EmailAddress("2aaaaaaaaaaaaaaaaaaaaaaaaaaa@klantbericht.bol.com"))
            #expect(kind(await account.connector.post(unknown)) == "refused")
            #expect(await account.sandbox.postCount(.bol) == 0)
        }
    }

    @Test("an announced question is refused with the reason, and its mail carries no address to answer")
    func announced() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.announcedQuestion(order: "A2K8290LP8")
            let message = try await account.notification(of: receipt)
            let recogniser = try NotificationRecogniser(settings: [], authservID: "mx.seller.example")
            let found = recogniser.recognise(message)
            #expect(found.kind == .ticketNotice && found.order == "A2K8290LP8" && found.relayAddress == nil)
            guard case .refused(let reason) = await account.connector.post(account.post("Hallo", to: receipt)) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("seller account"))
            #expect(await account.sandbox.postCount(.bol) == 0)
            #expect(await account.accepted("get-order") == 0)
        }
    }

    @Test("where the admin wants it, the answer to an announced question goes to the order's alias")
    func orderRelay() async throws {
        try await SandboxAccount.with(.bol, options: ["reply_via_order_relay": "true"]) { account in
            let receipt = try await account.announcedQuestion(order: "A2K8290LP8")
            #expect(kind(await account.connector.post(account.post("Hallo!", to: receipt))) == "accepted")
            let contacts = await account.sandbox.conversations().filter { $0.relayAddress != nil }
            #expect(contacts.map(\.order) == ["A2K8290LP8"])
            #expect(contacts.flatMap(\.messages).map(\.text) == ["Hallo!"])
            let mail = try #require(await account.sandbox.mails().last { $0.kind == .relayed })
            #expect(mail.recipient.domain == "verkopen.bol.com")
            #expect(Message(parsing: mail.bytes).subject == "Je bestelling A2K8290LP8")

            var foreign = receipt
            foreign.order = "A2K8290LP9"
            #expect(kind(await account.connector.post(account.post("Hallo!", to: foreign))) == "refused")
            #expect(await account.sandbox.postCount(.bol) == 1)
        }
    }

    @Test("a conversation is opened at the order's alias, in the buyer's language, and the buyer's reaction answers it")
    func opening() async throws {
        try await SandboxAccount.with(.bol) { account in
            var message = BuyerMessage(marketplace: .bol, language: "fr", name: "Camille", text: "Question")
            message.order = "C000AB12CD"
            message.author = .system
            let receipt = try await account.sandbox.write(message)
            var post = account.post("Bonjour, il manque une pièce chez nous.", to: receipt)
            post.opening = Post.Opening(topic: "pièce manquante")
            #expect(kind(await account.connector.post(post)) == "accepted")
            let mail = try #require(await account.sandbox.mails().last { $0.kind == .relayed })
            #expect(Message(parsing: mail.bytes).subject == "Votre commande C000AB12CD: pièce manquante")
            let contact = try #require(await account.sandbox.conversations().first { $0.relayAddress != nil })
            let answer = try await account.buyerWrites("Merci", conversation: contact.id)
            #expect(try await account.relayContext(of: answer).address == contact.relayAddress)
        }
    }

    @Test(
        "after each fault of the mail server, the result is honest",
        arguments: [
            (SandboxFault.Effect.status(451), "rcpt", SandboxFault.Moment.before, "not sent, unavailable", 0),
            (.status(550), "rcpt", .before, "refused", 0), (.status(451), "data", .before, "not sent, unavailable", 0),
            (.status(554), "data", .before, "refused", 0), (.drop, "rcpt", .before, "not sent, unavailable", 0),
            (.drop, "data", .before, "uncertain", 0), (.drop, "data", .after, "uncertain", 1),
        ])
    func faults(
        _ effect: SandboxFault.Effect, _ operation: String, _ moment: SandboxFault.Moment, _ expected: String,
        _ visible: Int
    ) async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Vraag")
            var fault = SandboxFault(.smtp, operation, effect)
            fault.moment = moment
            await account.sandbox.add(fault)
            let post = try await account.relayPost("Antwoord", to: receipt)
            #expect(kind(await account.connector.post(post)) == expected)
            #expect(await account.sandbox.postCount(.bol) == visible)
            guard case .impossible = try await account.connector.readBack(post) else {
                Issue.record("a mail cannot be read back")
                return
            }
        }
    }

    @Test("without API credentials the mail still works, and all else says what is missing")
    func mailOnly() async throws {
        try await SandboxAccount.with(.bol, change: { $0.credentials = .none }) { account in
            let receipt = try await account.buyerWrites("Vraag")
            let post = try await account.relayPost("Antwoord", to: receipt)
            #expect(kind(await account.connector.post(post)) == "accepted")
            #expect(try await account.connector.order(OrderNumber(receipt.order)) == nil)
            #expect(try await account.connector.probe() == "mail only, no API credentials")
            for task: ActionRequest.Task in [
                .refund([], reason: nil), .cancel(lines: [], reason: nil), .uploadInvoice(Self.invoice),
            ] {
                guard case .refused(let reason) = await account.connector.perform(account.request(task, on: receipt))
                else {
                    Issue.record("not refused")
                    continue
                }
                #expect(reason.contains("configured"))
                #expect(account.connector.capabilities.actions[task.action] == .portalLink)
            }
            #expect(await account.accepted("token") == 0)
        }
    }

    @Test("wrong credentials are named as such, and asked about only once")
    func credentials() async throws {
        let wrong = MarketplaceSettings.Credentials.oauthClient(clientID: "x", clientSecret: Secret("wrong"))
        try await SandboxAccount.with(.bol, change: { $0.credentials = wrong }) { account in
            for _ in 0..<3 {
                let error = await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
                #expect(error?.kind == .credentials)
            }
            let tokens = await account.sandbox.counts().first { $0.operation == "token" }
            #expect(tokens?.refused == 1)
        }
        try await SandboxAccount.with(.bol) { account in
            #expect(try await account.connector.probe() == "retailer Voorbeeldwinkel")
            _ = try await account.connector.probe()
            #expect(await account.accepted("token") == 1)
        }
    }
}

extension SandboxAccount {
    /// A question in the seller account: bol's mail says only that there is one.
    func announcedQuestion(order: String) async throws -> BuyerReceipt {
        var message = BuyerMessage(marketplace: .bol, language: "nl", name: "Billie Jansen", text: "Waar blijft het?")
        message.order = order
        message.author = .system
        return try await sandbox.write(message)
    }
}

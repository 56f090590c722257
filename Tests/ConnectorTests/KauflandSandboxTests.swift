import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Kaufland's connector against its stand-in") struct KauflandSandboxTests {
    @Test("an answer arrives once, and the conversation shows it")
    func answers() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let receipt = try await account.buyerWrites("Wo bleibt mein Paket?")
            guard case .accepted = await account.connector.post(account.post("Es kommt morgen.", to: receipt)) else {
                Issue.record("not accepted")
                return
            }
            let texts = try await account.seen(receipt.conversation).messages.map(\.text)
            #expect(texts == ["Wo bleibt mein Paket?", "Es kommt morgen."])
        }
    }

    @Test("files go both ways")
    func files() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let photo = Attachment(name: "foto.png", type: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 1])
            let receipt = try await account.buyerWrites("Defekt", attachments: [photo])
            let keys = ConversationKeys(order: OrderNumber(receipt.order))
            let found = try await account.connector.conversations(for: keys)
            let reference = try #require(found.first?.messages.first?.attachments.first)
            #expect(try await account.connector.attachment(reference).bytes == photo.bytes)
            let label = Attachment(name: "etikett.pdf", type: "application/pdf", bytes: Array("%PDF-1.4\n".utf8))
            let post = account.post("Anbei das Etikett", to: receipt, attachments: [label])
            #expect(word(await account.connector.post(post)) == "accepted")
            let shown = try await account.seen(receipt.conversation)
            #expect(shown.messages.last?.attachments.map(\.name) == ["etikett.pdf"])
        }
    }

    @Test("a ticket is opened about an order; while it is open the next one is written into it")
    func opens() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let first = account.opening("Ihr Artikel kommt später.", order: "MSANDB1", topic: "not delivered")
            #expect(word(await account.connector.post(first)) == "accepted")
            // The same once more is not sent again.
            #expect(word(await account.connector.post(first)) == "accepted")
            let second = account.opening("Er ist nun unterwegs.", order: "MSANDB1")
            #expect(word(await account.connector.post(second)) == "accepted")
            let shown = await account.sandbox.conversations().filter { $0.order == "MSANDB1" }
            #expect(shown.map { $0.messages.map(\.text) } == [["Ihr Artikel kommt später.", "Er ist nun unterwegs."]])
            #expect(await account.accepted("tickets.open") == 1)
            for (post, expected) in [
                (account.opening("x", order: "MNONE01"), "refused: the marketplace knows no such order"),
                (
                    account.opening("x", order: "MSANDB2", topic: "gibtsnicht"),
                    "refused: \"gibtsnicht\" is none of the reasons: contact_other (other), "
                        + "product_not_as_described (not as described), product_defect (defect), "
                        + "product_not_delivered (not delivered), product_return (return)"
                ),
                (
                    account.opening(
                        "x", order: "MSANDB2",
                        attachments: [Attachment(name: "a.pdf", type: "application/pdf", bytes: [1])]),
                    "refused: a new ticket takes no files: open it with the text and send them in the next answer"
                ),
            ] {
                #expect(word(await account.connector.post(post)) == expected)
            }
            let codes = try await account.connector.reasons(for: .openConversation).map(\.code)
            #expect(codes.first == "contact_other" && codes.count == 5)
        }
    }

    @Test("where an order has several open tickets, no new one is begun and none is guessed")
    func severalOpen() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            for text in ["Eins", "Zwei"] {
                var message = BuyerMessage(marketplace: .kaufland, language: "de", name: "Erika Muster", text: text)
                message.order = "MSANDB1"
                message.startsNewConversation = true
                _ = try await account.sandbox.write(message)
            }
            let result = word(await account.connector.post(account.opening("x", order: "MSANDB1")))
            #expect(result.hasPrefix("refused: the order has open tickets: 001"))
            #expect(await account.sandbox.postCount(.kaufland) == 0)
        }
    }

    @Test("a ticket is closed once; one that is closed already stays so")
    func closes() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let receipt = try await account.buyerWrites("Danke!")
            let request = account.request(.close, on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            let closed = await account.connector.perform(request)
            #expect(word(closed) == "done: ticket \(receipt.conversation) closed")
            #expect(word(await account.connector.perform(request)) == "done: it was closed already: seller_closed")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: "seller_closed"))
            #expect(try await account.seen(receipt.conversation).isClosed)
            #expect(await account.accepted("tickets.close") == 1)
            var unknown = request
            unknown.thread = "00199999999"
            #expect(word(await account.connector.perform(unknown)).hasPrefix("refused: the marketplace does not know"))
        }
    }

    @Test("a closing that was lost is found again")
    func closingLost() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let receipt = try await account.buyerWrites("Danke!")
            var fault = SandboxFault(.kaufland, "tickets.close", .status(500))
            fault.moment = .after
            await account.sandbox.add(fault)
            let request = account.request(.close, on: receipt)
            #expect(word(await account.connector.perform(request)).hasPrefix("uncertain"))
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: "seller_closed"))
        }
    }

    @Test("an order shows its pieces as lines, with the number of each")
    func order() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let order = try #require(try await account.connector.order("MSANDB1"))
            #expect(order.lines.map(\.quantity) == [3])
            #expect(order.lines.first?.ids == ["314568000000101", "314568000000102", "314568000000103"])
            #expect(order.lines.first?.price == Money(minorUnits: 5499, currency: "EUR"))
            #expect(try await account.connector.order("MNONE01") == nil)
        }
    }

    @Test("answers are refused before they go out where they are more than Kaufland takes")
    func limits() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let receipt = try await account.buyerWrites("Hallo")
            let longest = String(repeating: "ä", count: 65_535)
            for (post, expected) in [
                (account.post("", to: receipt), "refused: the text has 0 characters, at least 1 are needed"),
                (
                    account.post(longest + "x", to: receipt),
                    "refused: the text has 65536 characters, at most 65535 are taken"
                ),
                (
                    account.post(
                        "x", to: receipt,
                        attachments: [
                            Attachment(
                                name: "a.pdf", type: "application/pdf", bytes: [UInt8](repeating: 1, count: 15_000_001))
                        ]), "refused: the files have 15000001 bytes together, at most 15000000 are taken"
                ),
                (account.post(longest, to: receipt), "accepted"),
            ] {
                #expect(word(await account.connector.post(post)) == expected)
            }
        }
    }

    @Test("wrong credentials are said to be wrong")
    func credentials() async throws {
        let wrong: [MarketplaceSettings.Credentials] = [
            .clientKey("other", Secret("x")), .clientKey("sandboxkaufland0123456789abcdef", Secret("x")),
        ]
        for credentials in wrong {
            try await SandboxAccount.with(.kaufland, change: { $0.credentials = credentials }) {
                (account) async throws in
                let receipt = try await account.buyerWrites("Hallo")
                let result = word(await account.connector.post(account.post("x", to: receipt)))
                #expect(result == "not sent: credentials")
                await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
            }
        }
    }

    @Test("the probe names the storefronts")
    func probe() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            #expect(try await account.connector.probe() == "storefronts de, pl, cz, sk, at")
        }
    }

    @Test("the sweep finds what no mail announced, on every page, whoever fulfils the order")
    func sweep() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let start = systemTime()
            var threads: Set<ThreadID> = []
            for number in 0..<31 {
                var message = BuyerMessage(marketplace: .kaufland, language: "de", name: "B", text: "Frage \(number)")
                message.order = "MAB1\(number + 100)"
                message.isSilent = true
                threads.insert(ThreadID(try await account.sandbox.write(message).conversation))
            }
            let fulfilled = try await account.buyerWrites("Wo ist es?", order: "MSANDK1")
            threads.insert(ThreadID(fulfilled.conversation))
            let found = try await account.connector.changes(since: start)
            #expect(Set(found.map(\.thread)) == threads && found.count == threads.count)
            #expect(found.allSatisfy { $0.changedAt != nil && $0.conversation == nil })
            #expect(try await account.connector.changes(since: start + .seconds(3600)).isEmpty)
            // Two lists, the first of two pages and its first page once more, and both lists again.
            #expect(await account.accepted("tickets.list") == 6)
            #expect(await account.sandbox.mails().count == 1)
        }
    }
}

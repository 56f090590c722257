import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Mirakl's connector against its stand-in") struct MiraklSandboxTests {

    @Test("an answer with a file arrives once, and the buyer's file comes through")
    func answers() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let photo = Attachment(name: "foto ü.png", type: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 1])
            let receipt = try await account.buyerWrites("Wo bleibt es?\nGruß", attachments: [photo])
            let keys = ConversationKeys(order: OrderNumber(receipt.order))
            let found = try #require(try await account.connector.conversations(for: keys).first)
            #expect(found.topic == "Frage zur Lieferung" && found.replyNeededSince != nil)
            let reference = try #require(found.messages.first?.attachments.first)
            #expect(try await account.connector.attachment(reference) == photo)
            let label = Attachment(name: "etikett \"1\".pdf", type: "application/pdf", bytes: Array("%PDF".utf8))
            let post = account.post("Es kommt <morgen> & übermorgen.\nGruß", to: receipt, attachments: [label])
            #expect(word(await account.connector.post(post)) == "accepted")
            let shown = try await account.seen(receipt.conversation)
            #expect(shown.messages.map(\.text) == ["Wo bleibt es?\nGruß", "Es kommt <morgen> & übermorgen.\nGruß"])
            #expect(shown.messages.last?.attachments.map(\.name) == ["etikett \"1\".pdf"] && !shown.awaitsSeller)
        }
    }

    @Test("a conversation is begun about an order, once for the same readers")
    func opens() async throws {
        try await SandboxAccount.with(.mirakl, options: ["shop_id": "2042", "locale": "de"]) { (account) async throws in
            let pdf = Attachment(name: "plan.pdf", type: "application/pdf", bytes: Array("%PDF".utf8))
            let first = account.opening(
                "Ihr Artikel kommt später.", order: "2600000001-A", topic: "frage zur lieferung", attachments: [pdf])
            #expect(try await account.connector.reachesBuyer(first))
            #expect(word(await account.connector.post(first)) == "accepted")
            // The same once more is not sent again; another text goes into the conversation that there is.
            #expect(word(await account.connector.post(first)) == "accepted")
            let next = account.opening("Nun ist er unterwegs.", order: "2600000001-A", topic: "Neues")
            #expect(word(await account.connector.post(next)) == "accepted")
            let shown = await account.sandbox.conversations().filter { $0.order == "2600000001-A" }
            #expect(shown.map { $0.messages.map(\.text) } == [["Ihr Artikel kommt später.", "Nun ist er unterwegs."]])
            #expect(await account.accepted("OR43") == 1)
            #expect(await account.accepted("M12") == 1)
            let keys = ConversationKeys(order: "2600000001-A")
            let found = try await account.connector.conversations(for: keys)
            #expect(found.map(\.topic) == ["Frage zur Lieferung"])
        }
    }

    @Test("a topic is a reason, the agent's words, or the order's number; the readers are those wished for")
    func topics() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            #expect(try await account.connector.reasons(for: .openConversation).map(\.code) == ["31"])
            var both = account.opening("An beide", order: "2600000002-A", topic: "Fehlende Schrauben")
            both.recipients = .both
            #expect(word(await account.connector.post(both)) == "accepted")
            var staff = account.opening("Nur an den Betreiber", order: "2600000003-A")
            staff.recipients = .operator
            #expect(try await account.connector.reachesBuyer(staff) == false)
            #expect(word(await account.connector.post(staff)) == "accepted")
            var topics: [String?] = []
            for order in ["2600000002-A", "2600000003-A"] {
                let keys = ConversationKeys(order: OrderNumber(order))
                topics += try await account.connector.conversations(for: keys).map(\.topic)
            }
            #expect(topics == ["Fehlende Schrauben", "Frage zur Lieferung"])
            let unknown = await account.connector.post(account.opening("x", order: "1-A"))
            #expect(word(unknown) == "refused: the marketplace knows no such order, or not for this shop")
        }
    }

    @Test("an order is found by the number that the customer knows, and its conversations too")
    func commercialID() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let receipt = try await account.buyerWrites("Frage", order: "2600000003-A")
            let order = try #require(try await account.connector.order("2600000003"))
            #expect(order.number == "2600000003-A")
            #expect(order.lines.map(\.ids) == [["2600000003-A-1"]])
            let state = try #require(order.lines.first?.state)
            #expect(state.hasPrefix("INCIDENT_OPEN: Artikel defekt, since 20"))
            let found = try await account.connector.conversations(for: ConversationKeys(order: "2600000003"))
            #expect(found.map(\.thread.text) == [receipt.conversation])
            #expect(try await account.connector.order("2700000000") == nil)
        }
    }

    @Test("help is asked of the operator alone, in the conversation where that is possible")
    func escalates() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let receipt = try await account.buyerWrites("Wo bleibt es?")
            let request = account.request(.escalate(text: "Bitte prüfen Sie <das>."), on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(word(await account.connector.perform(request)) == "done: sent to the operator")
            #expect(
                try await account.connector.outcome(of: request, handle: nil) == .done(note: "sent to the operator"))
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            #expect(try await account.connector.conversations(for: keys).first?.messages.last?.role == .seller)
            #expect(await account.accepted("M14") == 0)
            let blank = account.request(.escalate(text: " \n"), on: receipt)
            #expect(word(await account.connector.perform(blank)).hasPrefix("refused: the operator needs a text"))
        }
    }

    @Test("where nothing is written yet, help is asked in a conversation with the operator")
    func escalatesAnew() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let request = account.request(.escalate(text: "Die Bestellung ist verloren."), order: "2600000001-A")
            var fault = SandboxFault(.mirakl, "M14", .drop)
            fault.moment = .after
            await account.sandbox.add(fault)
            #expect(word(await account.connector.perform(request)).hasPrefix("uncertain"))
            #expect(
                try await account.connector.outcome(of: request, handle: nil) == .done(note: "sent to the operator"))
            #expect(await account.accepted("M14") == 1)
            let other = account.request(.escalate(text: "Noch etwas"), order: "2600000001-A")
            #expect(word(await account.connector.perform(other)) == "done: sent to the operator")
        }
    }

    @Test("the sweep finds what no mail announced, also without an order")
    func sweep() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let start = systemTime()
            var orders: Set<OrderNumber?> = [nil]
            for number in 0..<3 {
                var message = BuyerMessage(marketplace: .mirakl, language: "de", name: "B", text: "Frage \(number)")
                message.order = "270000000\(number)-A"
                message.isSilent = true
                orders.insert(OrderNumber(try await account.sandbox.write(message).order))
            }
            var question = BuyerMessage(marketplace: .mirakl, language: "de", name: "Conrad", text: "Urlaub?")
            question.author = .operator
            question.startsNewConversation = true
            question.isSilent = true
            _ = try await account.sandbox.write(question)
            let found = try await account.connector.changes(since: start)
            #expect(Set(found.map(\.order)) == orders && found.count == 4)
            #expect(found.allSatisfy { $0.conversation?.messages.count == 1 && $0.changedAt != nil })
            #expect(try await account.connector.changes(since: start + .seconds(3600)).isEmpty)
        }
    }

    @Test("more than a hundred changed conversations come on several pages, each once")
    func sweepPages() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let start = systemTime()
            for number in 0..<101 {
                var message = BuyerMessage(marketplace: .mirakl, language: "de", name: "B", text: "Frage")
                message.order = "28000\(number + 10_000)-A"
                message.isSilent = true
                _ = try await account.sandbox.write(message)
            }
            let found = try await account.connector.changes(since: start)
            #expect(Set(found.map(\.thread)).count == 101)
            #expect(await account.accepted("M11") == 2)
        }
    }

    @Test("a conversation of more than a hundred messages is read whole")
    func long() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let receipt = try await account.buyerWrites("0")
            for number in 1...100 {
                var message = BuyerMessage(marketplace: .mirakl, language: "de", name: "B", text: "\(number)")
                message.conversation = receipt.conversation
                message.isSilent = true
                _ = try await account.sandbox.write(message)
            }
            let keys = ConversationKeys(order: OrderNumber(receipt.order))
            let found = try await account.connector.conversations(for: keys)
            #expect(found.first?.messages.map(\.text) == (0...100).map(String.init))
            let changed = try await account.connector.changes(since: systemTime() - .seconds(60))
            #expect(changed.count == 1 && changed.first?.conversation == nil)
        }
    }

    @Test("a wrong key or shop is said to be wrong")
    func credentials() async throws {
        try await SandboxAccount.with(.mirakl, change: { $0.credentials = .apiKey(Secret("Bearer x")) }) {
            (account) async throws in
            let receipt = try await account.buyerWrites("Hallo")
            let result = word(await account.connector.post(account.post("x", to: receipt)))
            #expect(result == "not sent: credentials")
            await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
        }
        try await SandboxAccount.with(.mirakl, options: ["shop_id": "7"]) { (account) async throws in
            let receipt = try await account.buyerWrites("Hallo")
            let result = word(await account.connector.post(account.post("x", to: receipt)))
            #expect(
                result
                    == "refused: the marketplace does not know this conversation (any more), or not for this shop")
            #expect(try await account.connector.order(OrderNumber(receipt.order)) == nil)
        }
    }

    @Test("too many or too large files are refused before they go out, forbidden ones in the operator's words")
    func limits() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let receipt = try await account.buyerWrites("Hallo")
            func files(_ count: Int, name: String = "a.pdf", bytes: Int = 1) -> [Domain.Attachment] {
                (0..<count).map {
                    Attachment(
                        name: "\($0)\(name)", type: "application/pdf", bytes: [UInt8](repeating: 1, count: bytes))
                }
            }
            for (attachments, expected) in [
                (files(51), "refused: 51 files, at most 50 are taken"),
                (
                    files(1, bytes: 30_000_001),
                    "refused: the files have 30000001 bytes together, at most 30000000 are taken"
                ),
                (files(1, name: ".exe"), "refused: files file type not allowed: 0.exe"),
                (files(50), "accepted"), (files(1), "refused: an order takes 50 attachments in all"),
            ] {
                let post = account.post("Anbei \(attachments.count)", to: receipt, attachments: attachments)
                #expect(word(await account.connector.post(post)) == expected)
            }
        }
    }

    @Test("the probe tells the shop, its answer time and what the operator has switched on")
    func probe() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            #expect(
                try await account.connector.probe()
                    == "shop Beispiel Shop (2042), OPEN, answers after 90 min on average, TAX_INCLUDED, "
                    + "\"no reply needed\" on")
            await account.sandbox.add(SandboxFault(.mirakl, "PC01", .status(403)))
            #expect(try await account.connector.probe().hasSuffix("features not told (forbidden)"))
        }
    }
}

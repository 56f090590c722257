import Domain
import Marketplaces
import Sandbox
import Testing
import TestSupport

private let orderA = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
private let orderB = "1b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]

@Suite("Allegro's message centre through the connector") struct AllegroSandboxTests {
    @Test("an answer arrives once, and the conversation shows it with its order")
    func answers() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Gdzie jest paczka?", order: orderA)
            let result = await account.connector.post(account.post("Będzie jutro.", to: receipt))
            #expect(ending(result) == "accepted")
            let seen = try await account.seen(receipt.conversation)
            #expect(seen.messages.map(\.text) == ["Gdzie jest paczka?", "Będzie jutro."])
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation), order: OrderNumber(orderA))
            let read = try #require(try await account.connector.conversations(for: keys).first)
            #expect(read.order == OrderNumber(orderA) && read.buyerName == "erika-muster" && !read.isClosed)
            #expect(read.messages.map(\.role) == [.buyer, .seller])
            #expect(read.messages.map(\.text) == seen.messages.map(\.text))
            guard
                case .found(let id, _, _) = try await account.connector.readBack(
                    account.post("Będzie  jutro.", to: receipt))
            else {
                Issue.record("not found")
                return
            }
            #expect(id?.text == seen.messages.last?.id)
        }
    }

    @Test("a notification that names only the order finds its conversation")
    func byOrder() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Dzień dobry", order: orderA)
            let found = try await account.connector.conversations(for: ConversationKeys(order: OrderNumber(orderA)))
            #expect(found.map(\.thread.text) == [receipt.conversation])
            for unknown in [orderB, "12345"] {
                let keys = ConversationKeys(order: OrderNumber(unknown))
                #expect(try await account.connector.conversations(for: keys).isEmpty)
            }
            let gone = ConversationKeys(thread: "nobody-knows-this-thread")
            #expect(try await account.connector.conversations(for: gone).isEmpty)
        }
    }

    @Test("one thread with a buyer is one conversation for each order, and an answer counts for its own order")
    func twoOrders() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let first = try await account.buyerWrites("O zamówieniu A", order: orderA)
            let second = try await account.buyerWrites("O zamówieniu B", order: orderB)
            #expect(first.conversation == second.conversation)
            let thread = ThreadID(first.conversation)
            #expect(ending(await account.connector.post(account.post("Odpowiedź A", to: first))) == "accepted")
            #expect(ending(await account.connector.post(account.post("Odpowiedź B", to: second))) == "accepted")
            for (order, texts) in [
                (orderA, ["O zamówieniu A", "Odpowiedź A"]), (orderB, ["O zamówieniu B", "Odpowiedź B"]),
            ] {
                let keys = ConversationKeys(thread: thread, order: OrderNumber(order))
                let found = try await account.connector.conversations(for: keys)
                #expect(found.map { $0.messages.map(\.text) } == [texts])
                #expect(found.first?.order?.text == order)
            }
            let newest = try await account.connector.conversations(for: ConversationKeys(thread: thread))
            #expect(newest.first?.order?.text == orderB, "without an order, the one that the buyer wrote about last")
        }
    }

    @Test("a conversation is opened on an order, and read back without knowing its thread")
    func opens() async throws {
        try await SandboxAccount.with(.allegro) { account in
            // The buyer has a discussion about the order; the message centre holds nothing yet.
            var message = BuyerMessage(marketplace: .allegro, language: "pl", name: "Erika Muster", text: "Zepsute")
            message.order = orderA
            message.startsNewConversation = true
            _ = try await account.sandbox.write(message)
            var post = Post(
                thread: nil, order: OrderNumber(orderA), text: "Dziękujemy za zakup.", opening: Post.Opening(),
                intendedAt: systemTime(), key: "k")
            guard case .absent = try await account.connector.readBack(post) else {
                Issue.record("found before it was sent")
                return
            }
            #expect(ending(await account.connector.post(post)) == "accepted")
            let opened = try #require(
                await account.sandbox.conversations().first { $0.messages.last?.text == "Dziękujemy za zakup." })
            #expect(opened.order == orderA)
            guard case .found = try await account.connector.readBack(post) else {
                Issue.record("not found")
                return
            }
            post.order = OrderNumber(orderB)
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"), "an order that is not ours")
        }
    }

    @Test("an answer that names an order only goes to its one conversation, and to none if there are two")
    func orderOnly() async throws {
        try await SandboxAccount.with(.allegro) { account in
            _ = try await account.buyerWrites("Pytanie", order: orderA)
            var post = Post(
                thread: nil, order: OrderNumber(orderA), text: "Odpowiedź", intendedAt: systemTime(), key: "k")
            #expect(ending(await account.connector.post(post)) == "accepted")
            var dispute = BuyerMessage(marketplace: .allegro, language: "pl", name: "Erika Muster", text: "Zepsute")
            dispute.order = orderA
            dispute.startsNewConversation = true
            _ = try await account.sandbox.write(dispute)
            #expect(ending(await account.connector.post(post)).contains("2 conversations"))
            post.order = OrderNumber(orderB)
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
            post.order = nil
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
        }
    }

    @Test("files travel both ways, and only those that Allegro found safe")
    func files() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let pdf = Array("%PDF-1.7".utf8)
            let receipt = try await account.buyerWrites(
                "Zdjęcia", order: orderA,
                attachments: [
                    Attachment(name: "foto.png", type: "image/png", bytes: png),
                    Attachment(name: "new.pdf", type: "application/pdf", bytes: pdf),
                    Attachment(name: "unsafe.pdf", type: "application/pdf", bytes: pdf),
                    Attachment(name: "expired.pdf", type: "application/pdf", bytes: pdf),
                ])
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let listed = try #require(try await account.connector.conversations(for: keys).first?.messages.first)
            #expect(listed.attachments.map(\.name) == ["foto.png", "new.pdf", "unsafe.pdf", "expired.pdf"])
            let file = try await account.connector.attachment(listed.attachments[0])
            #expect(file == Attachment(name: "foto.png", type: "image/png", bytes: png))
            let expected: [(ConnectorError.Kind, RetryAdvice)] = [
                (.unavailable, .later), (.forbidden, .never), (.notFound, .never),
            ]
            for (reference, (kind, retry)) in zip(listed.attachments.dropFirst(), expected) {
                let error = await #expect(throws: ConnectorError.self) {
                    try await account.connector.attachment(reference)
                }
                #expect(error?.kind == kind && error?.retry == retry, "\(reference.name)")
            }
            let sent = [
                Attachment(name: "etykieta.pdf", type: "application/pdf", bytes: pdf),
                Attachment(name: "b.png", type: "image/png", bytes: png),
            ]
            #expect(
                ending(await account.connector.post(account.post("Proszę", to: receipt, attachments: sent)))
                    == "accepted"
            )
            let shown = try #require(try await account.seen(receipt.conversation).messages.last)
            #expect(shown.attachments.map(\.name) == ["etykieta.pdf", "b.png"])
            for (attachment, file) in zip(shown.attachments, sent) {
                #expect(await account.sandbox.attachment(attachment.id, at: .allegro) == file.bytes)
            }
        }
    }

    @Test("a message that Allegro stops is no answer: the agent is told, and reading back does not find it")
    func blocked() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Pytanie", order: orderA)
            let post = account.post("Proszę pisać na https://sklep.example", to: receipt)
            let result = ending(await account.connector.post(post))
            #expect(result.hasPrefix("refused") && result.contains("BLOCKED"))
            guard case .absent = try await account.connector.readBack(post) else {
                Issue.record("found what nobody reads")
                return
            }
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            #expect(try await account.connector.conversations(for: keys).first?.messages.map(\.role) == [.buyer])
        }
    }

    @Test(
        "what is more than the message centre takes is refused before anything is sent",
        arguments: [
            (String(repeating: "ż", count: 2001), []), ("", []),
            ("x", [Domain.Attachment(name: "a.zip", type: "application/zip", bytes: [1])]),
            (
                "x",
                [
                    Domain.Attachment(
                        name: "a.pdf", type: "application/pdf", bytes: [UInt8](repeating: 1, count: 5_242_881))
                ]
            ),
        ])
    func limits(_ text: String, _ files: [Domain.Attachment]) async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Pytanie", order: orderA)
            let result = await account.connector.post(account.post(text, to: receipt, attachments: files))
            #expect(ending(result).hasPrefix("refused"))
            #expect(await account.sandbox.postCount(.allegro) == 0)
            #expect(await account.sandbox.counts().allSatisfy { $0.refused == 0 })
        }
    }

    @Test("the longest text and the largest file are taken")
    func atTheLimit() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Pytanie", order: orderA)
            let file = Attachment(
                name: "a.pdf", type: "application/pdf", bytes: [UInt8](repeating: 1, count: 5_242_880))
            let text = String(repeating: "ż", count: 2000)
            #expect(
                ending(await account.connector.post(account.post(text, to: receipt, attachments: [file]))) == "accepted"
            )
        }
    }

    @Test("an order with its lines, its money and its parcel; none for an order of somebody else")
    func order() async throws {
        try await SandboxAccount.with(.allegro) { account in
            _ = try await account.buyerWrites("Pytanie", order: orderA)
            let order = try #require(try await account.connector.order(OrderNumber(orderA)))
            #expect(order.buyerName == "Anna Przykładowa" && order.buyerLanguage == "de-DE")
            #expect(order.lines.map(\.quantity) == [2] && order.lines.first?.ids.count == 1)
            #expect(order.total?.currency == "PLN" && order.tracking == ["InPost 680000000000000000001"])
            #expect(order.createdAt != nil && order.state == "SENT")
            #expect(try await account.connector.order(OrderNumber(orderB)) == nil)
            #expect(try await account.connector.order("7-1234") == nil)
        }
    }

    @Test("no reply needed marks the thread as read")
    func noReplyNeeded() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Dziękuję!", order: orderA)
            let request = account.request(.noReplyNeeded, on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            guard case .done = await account.connector.perform(request) else {
                Issue.record("not done")
                return
            }
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: nil))
            for task in [ActionRequest.Task.close, .reopen, .escalate(text: "?"), .resolveIncident(reason: nil)] {
                guard case .refused = await account.connector.perform(account.request(task, on: receipt)) else {
                    Issue.record("\(task) was not refused")
                    return
                }
            }
        }
    }

    @Test("the sweep finds each order that was talked about since, and nothing older")
    func sweep() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("O zamówieniu A", order: orderA)
            _ = try await account.buyerWrites("O zamówieniu B", order: orderB)
            let all = try await account.connector.changes(since: Timestamp(seconds: 0))
            #expect(Set(all.compactMap(\.order?.text)) == [orderA, orderB])
            #expect(all.allSatisfy { $0.thread.text == receipt.conversation && $0.conversation?.messages.count == 1 })
            let newest = try #require(all.compactMap(\.changedAt).max())
            #expect(try await account.connector.changes(since: newest).map(\.order?.text) == [orderB])
            #expect(try await account.connector.changes(since: newest + .seconds(1)).isEmpty)
        }
    }

    @Test("the sweep goes on until a thread is older, over several pages")
    func longSweep() async throws {
        try await SandboxAccount.with(.allegro) { account in
            for number in 0..<45 {
                var message = BuyerMessage(marketplace: .allegro, language: "pl", name: "Klient \(number)", text: "x")
                message.isSilent = true
                _ = try await account.sandbox.write(message)
            }
            #expect(try await account.connector.changes(since: Timestamp(seconds: 0)).count == 45)
            let order = try #require(
                await account.sandbox.conversations().first { $0.buyer == "Klient 0" }?.order)
            let found = try await account.connector.conversations(for: ConversationKeys(order: OrderNumber(order)))
            #expect(found.count == 1, "the thread stands on the third page")
        }
    }
}

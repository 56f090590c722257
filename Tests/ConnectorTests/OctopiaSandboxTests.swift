import Domain
import Marketplaces
import Sandbox
import Testing
import TestSupport

private let orderA = "2611201234ABCDE"
private let orderB = "2611201234ABCDF"
private let answer = "Votre colis arrive demain."

@Suite("Octopia through the connector") struct OctopiaSandboxTests {
    @Test("an answer arrives once, and the discussion shows it")
    func answers() async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            let post = account.post(answer, to: receipt)
            #expect(ending(await account.connector.post(post)) == "accepted")
            let seen = try await account.seen(receipt.conversation)
            #expect(seen.messages.map(\.text) == ["Où est mon colis ?", answer])
            for keys in [
                ConversationKeys(thread: ThreadID(receipt.conversation)), ConversationKeys(order: OrderNumber(orderA)),
            ] {
                let read = try #require(try await account.connector.conversations(for: keys).first)
                #expect(read.order?.text == orderA && read.buyerLanguage == "fr" && !read.isClosed)
                #expect(read.messages.map(\.role) == [.buyer, .seller] && read.topic == "Question sur ma commande")
            }
            guard case .found(let id, _, _) = try await account.connector.readBack(post) else {
                Issue.record("not found")
                return
            }
            #expect(id?.text == seen.messages.last?.id)
        }
    }

    @Test("what is unknown to Octopia is found nowhere and answered nowhere")
    func unknown() async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            for keys in [ConversationKeys(thread: "000000000"), ConversationKeys(order: OrderNumber(orderB))] {
                let found = try await account.connector.conversations(for: keys)
                #expect(found.isEmpty)
            }
            var post = account.post(answer, to: receipt)
            post.thread = "000000000"
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
            post.thread = nil
            post.order = OrderNumber(orderB)
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
            post.opening = Post.Opening()
            #expect(ending(await account.connector.post(post)).contains("does not know the order"))
            post.order = nil
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
            #expect(await account.sandbox.postCount(.octopia) == 0)
        }
    }

    @Test("an answer that names an order only goes to its one open discussion, and to none if there are two")
    func orderOnly() async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            var post = account.post(answer, to: receipt)
            post.thread = nil
            #expect(ending(await account.connector.post(post)) == "accepted")
            var second = BuyerMessage(marketplace: .octopia, language: "fr", name: "Anne", text: "Et la facture ?")
            second.order = orderA
            second.startsNewConversation = true
            _ = try await account.sandbox.write(second)
            #expect(ending(await account.connector.post(post)).contains("2 open discussions"))
        }
    }

    @Test("a discussion is begun where the channel permits it")
    func opens() async throws {
        try await SandboxAccount.with(.octopia) { account in
            _ = try await account.buyerWrites("Question", order: orderA)
            var other = BuyerMessage(marketplace: .octopia, language: "fr", name: "Anne", text: "Question")
            other.order = orderB
            other.author = .system
            _ = try await account.sandbox.write(other)
            var post = Post(
                thread: nil, order: OrderNumber(orderA), text: "Votre commande est retardée.",
                opening: Post.Opening(topic: "Retard"), intendedAt: systemTime(), key: "k")
            #expect(ending(await account.connector.post(post)) == "accepted")
            let opened = await account.sandbox.conversations().filter { $0.messages.first?.role == .seller }
            #expect(opened.map(\.order) == [orderA])
            post.order = OrderNumber(orderB)
            #expect(ending(await account.connector.post(post)).contains("SANDBOXFR does not let sellers"))
            #expect(await account.sandbox.postCount(.octopia) == 1)
        }
    }

    @Test(
        "texts outside 13 to 5000 characters are refused before anything is sent",
        arguments: [(12, "refused"), (13, "accepted"), (5000, "accepted"), (5001, "refused")])
    func limits(_ length: Int, _ expected: String) async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            let post = account.post(String(repeating: "é", count: length), to: receipt)
            #expect(ending(await account.connector.post(post)).hasPrefix(expected))
            #expect(await account.sandbox.counts().allSatisfy { $0.refused == 0 })
        }
    }

    @Test("files are refused, not left out")
    func files() async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            let file = Attachment(name: "a.pdf", type: "application/pdf", bytes: [1])
            let result = await account.connector.post(account.post(answer, to: receipt, attachments: [file]))
            #expect(ending(result).contains("at most 0"))
            #expect(await account.sandbox.postCount(.octopia) == 0)
        }
    }

    @Test("an answered discussion is closed and opened again; an unanswered one is not closed")
    func closing() async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            let close = account.request(.close, on: receipt)
            #expect(ending(await account.connector.perform(close)).contains("has to be answered before"))
            #expect(try await account.connector.outcome(of: close, handle: nil) == .absent)
            #expect(ending(await account.connector.post(account.post(answer, to: receipt))) == "accepted")
            #expect(ending(await account.connector.perform(close)) == "done")
            #expect(try await account.connector.outcome(of: close, handle: nil) == .done(note: nil))
            #expect(ending(await account.connector.perform(close)) == "done", "it is closed already")
            let read = try await account.connector.conversations(
                for: ConversationKeys(thread: ThreadID(receipt.conversation)))
            #expect(read.first?.isClosed == true)
            #expect(ending(await account.connector.post(account.post(answer, to: receipt))).contains("closed"))
            #expect(ending(await account.connector.perform(account.request(.reopen, on: receipt))) == "done")
            #expect(try await account.seen(receipt.conversation).isClosed == false)
            for task in [
                ActionRequest.Task.noReplyNeeded, .escalate(text: "?"), .refund([], reason: nil),
                .cancel(lines: [], reason: nil), .resolveIncident(reason: nil),
            ] {
                let request = account.request(task, on: receipt)
                #expect(ending(await account.connector.perform(request)).hasPrefix("refused"))
                #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
            }
        }
    }

    @Test(
        "a close whose answer was lost is proven by the discussion itself",
        arguments: [SandboxFault.Effect.drop, .status(500), .garbled])
    func lostClose(_ effect: SandboxFault.Effect) async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            #expect(ending(await account.connector.post(account.post(answer, to: receipt))) == "accepted")
            var fault = SandboxFault(.octopia, "closeDiscussion", effect)
            fault.moment = .after
            await account.sandbox.add(fault)
            let close = account.request(.close, on: receipt)
            let result = await account.connector.perform(close)
            #expect(ending(result) == (effect == .garbled ? "done" : "uncertain"))
            let outcome = try await account.connector.outcome(of: close, handle: nil)
            #expect(outcome == .done(note: nil))
        }
    }

    @Test("an order with its lines, its money and its parcel; none for an order of somebody else")
    func order() async throws {
        try await SandboxAccount.with(.octopia) { account in
            _ = try await account.buyerWrites("Question", order: orderA)
            let order = try #require(try await account.connector.order(OrderNumber(orderA)))
            #expect(order.buyerName == "Anne Exemple" && order.buyerLanguage == "fr" && order.state == "Shipped")
            #expect(order.tracking == ["Colissimo 8Q00000000001"])
            #expect(order.lines.count == 1 && order.lines.first?.price != nil && order.total?.currency == "EUR")
            #expect(try await account.connector.order(OrderNumber(orderB)) == nil)
        }
    }

    @Test("the sweep lists open discussions with news, over several pages")
    func sweep() async throws {
        try await SandboxAccount.with(.octopia) { account in
            for _ in 0..<55 {
                var message = BuyerMessage(marketplace: .octopia, language: "fr", name: "Anne", text: "Bonjour")
                message.isSilent = true
                _ = try await account.sandbox.write(message)
            }
            let all = try await account.connector.changes(since: Timestamp(seconds: 0))
            #expect(all.count == 55 && all.allSatisfy { $0.order != nil && $0.changedAt != nil })
            #expect(try await account.connector.changes(since: systemTime() + .seconds(60)).isEmpty)
            let probe = try await account.connector.probe()
            #expect(probe.contains("CDISFR"))
        }
    }

    @Test("a wrong secret and a wrong seller are the admin's concern")
    func credentials() async throws {
        let wrong = MarketplaceSettings.Credentials.oauthClient(clientID: "x", clientSecret: Secret("x"))
        try await SandboxAccount.with(.octopia, change: { $0.credentials = wrong }) { account in
            let error = await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
            #expect(error?.kind == .credentials)
        }
        try await SandboxAccount.with(.octopia, options: ["seller_id": "1"]) { account in
            let receipt = try await account.buyerWrites("Question", order: orderA)
            let error = await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
            #expect(error?.kind == .forbidden && error?.detail.contains("may not act for seller 1") == true)
            #expect(ending(await account.connector.post(account.post(answer, to: receipt))) == "not sent: forbidden")
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var effect: SandboxFault.Effect
        var moment = SandboxFault.Moment.before

        var testDescription: String { "\(effect) \(moment)" }
    }

    @Test(
        "an answer is seen exactly once",
        arguments: [
            Case(effect: .status(429)), Case(effect: .status(500)), Case(effect: .status(500), moment: .after),
            Case(effect: .status(503)), Case(effect: .status(503), moment: .after), Case(effect: .drop),
            Case(effect: .drop, moment: .after), Case(effect: .garbled), Case(effect: .garbled, moment: .after),
            Case(effect: .altered), Case(effect: .expireTokens),
        ])
    func faults(_ one: Case) async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            var fault = SandboxFault(.octopia, "sendMessage", one.effect)
            fault.moment = one.moment
            await account.sandbox.add(fault)
            let arrived = try await account.deliver(account.post(answer, to: receipt))
            #expect(arrived)
            let answers = try await account.seen(receipt.conversation).messages.filter { $0.role == .seller }
            #expect(answers.count == 1)
        }
    }

    @Test("while the discussion does not show an answer yet, its fate is unclear")
    func lag() async throws {
        try await SandboxAccount.with(.octopia) { account in
            let receipt = try await account.buyerWrites("Où est mon colis ?", order: orderA)
            await account.sandbox.add(SandboxFault(.octopia, "sendMessage", .lag(.seconds(3600))))
            #expect(ending(await account.connector.post(account.post(answer, to: receipt))) == "uncertain")
            let seen = try await account.seen(receipt.conversation)
            #expect(seen.messages.map(\.text) == ["Où est mon colis ?", answer])
        }
    }
}

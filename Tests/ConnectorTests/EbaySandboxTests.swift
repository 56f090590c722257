import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing

@Suite("eBay's connector against its stand-in") struct EbaySandboxTests {
    private static let order = "12-34567-89012"

    @Test("an answer arrives once, and the conversation shows who wrote what")
    func answers() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Wo bleibt mein Paket?", order: Self.order)
            guard
                case .accepted(let id?, _, _) = await account.connector.post(
                    account.post("Es kommt morgen.", to: receipt))
            else {
                Issue.record("not accepted")
                return
            }
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let conversation = try #require(try await account.connector.conversations(for: keys).first)
            #expect(conversation.messages.map(\.text) == ["Wo bleibt mein Paket?", "Es kommt morgen."])
            #expect(conversation.messages.map(\.role) == [.buyer, .seller])
            #expect(conversation.messages.last?.id == id)
            #expect(await account.sandbox.postCount(.ebay) == 1)
        }
    }

    @Test("own messages are known by the configured name too")
    func configuredName() async throws {
        try await SandboxAccount.with(.ebay, options: ["seller": "Beispiel-Shop"]) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            _ = await account.connector.post(account.post("Antwort", to: receipt))
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let found = try await account.connector.conversations(for: keys)
            #expect(found.first?.messages.map(\.role) == [.buyer, .seller])
            let orders = await account.sandbox.counts().filter { $0.operation == "getOrders" }
            #expect(orders.isEmpty)
        }
    }

    @Test("a conversation is found by its order, through buyer and listing")
    func byOrder() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            _ = try await account.buyerWrites("Andere Frage", order: "99-00000-00001")
            let found = try await account.connector.conversations(for: ConversationKeys(order: "12-34567-89012"))
            #expect(found.map(\.thread.text) == [receipt.conversation])
            #expect(found.first?.order == "12-34567-89012")
            var post = account.post("Antwort", to: receipt)
            post.thread = nil
            guard case .accepted = await account.connector.post(post) else {
                Issue.record("not accepted")
                return
            }
            let texts = try await account.seen(receipt.conversation).messages.map(\.text)
            #expect(texts == ["Frage", "Antwort"])
        }
    }

    @Test("an answer for an order with two conversations is not sent by guess")
    func ambiguousOrder() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Eins", order: Self.order)
            var second = BuyerMessage(marketplace: .ebay, language: "de", name: "E", text: "Zwei")
            second.order = Self.order
            second.startsNewConversation = true
            try await account.sandbox.write(second)
            var post = account.post("Antwort", to: receipt)
            post.thread = nil
            guard case .refused(let reason) = await account.connector.post(post) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("2 conversations"))
            #expect(await account.sandbox.postCount(.ebay) == 0)
        }
    }

    @Test("a conversation is opened with an order's buyer about what was bought")
    func opens() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            var post = account.post("Ihr Paket verspätet sich.", to: receipt)
            post.thread = nil
            post.opening = Post.Opening()
            guard case .accepted(let id?, _, _) = await account.connector.post(post) else {
                Issue.record("not accepted")
                return
            }
            guard case .found(let found?, _, _) = try await account.connector.readBack(post) else {
                Issue.record("not read back")
                return
            }
            #expect(found == id)
            #expect(await account.sandbox.postCount(.ebay) == 1)
        }
    }

    @Test("a buyer's file arrives whole")
    func fileIn() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let file = Attachment(name: "foto.png", type: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 1, 2, 3])
            let receipt = try await account.buyerWrites("Kaputt", order: Self.order, attachments: [file])
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let reference = try #require(
                try await account.connector.conversations(for: keys).first?.messages.first?.attachments.first)
            #expect(try await account.connector.attachment(reference) == file)
        }
    }

    @Test("a file of the seller's is refused with the reason, and nothing is sent")
    func fileOut() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            let file = Attachment(name: "a.pdf", type: "application/pdf", bytes: Array("%PDF".utf8))
            guard
                case .refused(let reason) = await account.connector.post(
                    account.post("Anbei.", to: receipt, attachments: [file]))
            else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("https addresses"))
            #expect(account.connector.capabilities.limits.maximumFiles == 0)
            #expect(await account.sandbox.postCount(.ebay) == 0)
        }
    }

    @Test("2000 characters are taken, one more is not")
    func longest() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            guard
                case .refused(let reason) = await account.connector.post(
                    account.post(String(repeating: "ä", count: 2001), to: receipt))
            else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("at most 2000"))
            guard
                case .accepted = await account.connector.post(
                    account.post(String(repeating: "ä", count: 2000), to: receipt))
            else {
                Issue.record("not accepted")
                return
            }
        }
    }

    @Test("eBay's own notices are never answered")
    func notices() async throws {
        try await SandboxAccount.with(.ebay) { account in
            var notice = BuyerMessage(marketplace: .ebay, language: "de", name: "E", text: "Ihre Gebühren")
            notice.author = .operator
            let receipt = try await account.sandbox.write(notice)
            guard case .refused(let reason) = await account.connector.post(account.post("Danke", to: receipt)) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("between members"))
            #expect(try await account.connector.changes(since: Timestamp(seconds: 0)).isEmpty)
        }
    }

    @Test("close archives, reopen activates, no reply needed marks as read")
    func conversationActions() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Danke!", order: Self.order)
            for (task, isClosed) in [(ActionRequest.Task.close, true), (.reopen, false)] {
                let request = account.request(task, on: receipt)
                #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
                guard case .done = await account.connector.perform(request) else {
                    Issue.record("\(task) was not done")
                    return
                }
                #expect(try await account.seen(receipt.conversation).isClosed == isClosed)
                #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: nil))
            }
            var read = account.request(.noReplyNeeded, on: receipt)
            #expect(try await account.connector.outcome(of: read, handle: nil) == .absent)
            // By the order where the conversation is not known.
            read.thread = nil
            guard case .done = await account.connector.perform(read) else {
                Issue.record("not marked")
                return
            }
            #expect(try await account.connector.outcome(of: read, handle: nil) == .done(note: nil))
        }
    }

    @Test(
        "what eBay has no door for ends with what to do",
        arguments: [
            ActionRequest.Task.escalate(text: "Hilfe"), .resolveIncident(reason: nil),
            .uploadInvoice(Attachment(name: "r.pdf", type: "application/pdf", bytes: [1])), .refund([], reason: nil),
            .cancel(lines: [], reason: nil),
        ])
    func noDoor(_ task: ActionRequest.Task) async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            guard case .refused(let reason) = await account.connector.perform(account.request(task, on: receipt)) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("Seller Hub"))
            #expect(account.connector.capabilities.actions[task.action] != .api)
        }
    }

    @Test("the order shows what was bought, by whom and where the parcel is")
    func orderContext() async throws {
        try await SandboxAccount.with(.ebay) { account in
            _ = try await account.buyerWrites("Frage", order: Self.order)
            let order = try #require(try await account.connector.order("12-34567-89012"))
            #expect(order.buyerName == "Erika Muster")
            #expect(order.buyerLanguage == "de")
            #expect(order.tracking == ["DHL 00340434161094000000"])
            #expect(order.lines.count == 1)
            #expect(order.lines.first?.ids.count == 1)
            #expect(order.total != nil)
            #expect(try await account.connector.order("12-34567-00000") == nil)
            #expect(try await account.connector.order("unsinn") == nil)
        }
    }

    @Test("the sweep finds what no mail announced")
    func sweep() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let start = systemTime()
            var message = BuyerMessage(marketplace: .ebay, language: "de", name: "E", text: "Leise")
            message.isSilent = true
            let receipt = try await account.sandbox.write(message)
            let changes = try await account.connector.changes(since: start)
            #expect(changes.map(\.thread.text) == [receipt.conversation])
            #expect(changes.first?.changedAt.map { $0 >= start - .seconds(1) } == true)
            #expect(try await account.connector.changes(since: start + .seconds(3600)).isEmpty)
        }
    }

    @Test("more than a page of conversations and of messages is read whole")
    func pages() async throws {
        try await SandboxAccount.with(.ebay, options: ["seller": "beispiel-shop"]) { account in
            var receipts: [BuyerReceipt] = []
            for number in 0..<52 { receipts.append(try await account.buyerWrites("Nr. \(number)")) }
            #expect(try await account.connector.changes(since: Timestamp(seconds: 0)).count == 52)
            let one = receipts[0].conversation
            for number in 1..<55 { _ = try await account.buyerWrites("Noch \(number)", conversation: one) }
            let found = try await account.connector.conversations(for: ConversationKeys(thread: ThreadID(one)))
            #expect(found.first?.messages.count == 55)
            #expect(found.first?.messages.first?.text == "Nr. 0")
            #expect(found.first?.messages.last?.text == "Noch 54")
        }
    }

    @Test("the probe names the account")
    func probe() async throws {
        try await SandboxAccount.with(.ebay) { account in
            _ = try await account.buyerWrites("Frage")
            #expect(try await account.connector.probe() == "user beispiel-shop, 1 conversations")
        }
    }

    @Test("wrong credentials are called so, and nothing was sent")
    func wrongCredentials() async throws {
        let wrong = { (settings: inout MarketplaceSettings) in
            settings.credentials = .oauth(
                clientID: "other", clientSecret: Secret("wrong"), refreshToken: Secret("v^1.1#wrong"))
        }
        try await SandboxAccount.with(.ebay, change: wrong) { account in
            let receipt = try await account.buyerWrites("Frage")
            await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
            guard case .notSent(let error) = await account.connector.post(account.post("Antwort", to: receipt)) else {
                Issue.record("sent")
                return
            }
            #expect(error.kind == .credentials)
        }
    }

    @Test("after any failure one message is visible at most, and looking again tells which", arguments: FaultCase.all)
    func faults(_ fault: FaultCase) async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            var planned = SandboxFault(.ebay, "sendMessage", fault.effect)
            planned.moment = fault.moment
            planned.delay = .milliseconds(20)
            await account.sandbox.add(planned)
            let post = account.post("Antwort", to: receipt)
            let isStored: Bool
            switch await account.connector.post(post) {
            case .accepted: isStored = true
            case .notSent: isStored = false
            case .refused(let reason):
                Issue.record("refused: \(reason)")
                return
            case .uncertain:
                guard case .found = try await account.connector.readBack(post) else {
                    isStored = false
                    break
                }
                isStored = true
            }
            #expect(isStored == fault.isStored)
            let answers = try await account.seen(receipt.conversation).messages.filter { $0.role == .seller }
            #expect(answers.count == (fault.isStored ? 1 : 0))
        }
    }

    @Test("an answer that eBay shows late is found as soon as it shows")
    func lag() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            _ = try await account.connector.probe()
            await account.sandbox.add(SandboxFault(.ebay, "sendMessage", .lag(.milliseconds(300))))
            let post = account.post("Antwort", to: receipt)
            guard case .accepted = await account.connector.post(post) else {
                Issue.record("not accepted")
                return
            }
            try await eventually("the outcome shows") {
                if case .found = try await account.connector.readBack(post) { true } else { false }
            }
        }
    }

    @Test("a text that eBay altered is neither taken for ours nor sent again: a person has to look")
    func altered() async throws {
        try await SandboxAccount.with(.ebay) { account in
            let receipt = try await account.buyerWrites("Frage", order: Self.order)
            var fault = SandboxFault(.ebay, "sendMessage", .altered)
            fault.moment = .before
            await account.sandbox.add(fault)
            let post = account.post("Antwort", to: receipt)
            _ = await account.connector.post(post)
            guard case .impossible = try await account.connector.readBack(post) else {
                Issue.record("found, or sent again")
                return
            }
        }
    }
}

import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing

@Suite("Back Market's connector against its stand-in") struct BackMarketSandboxTests {
    @Test("an answer with files arrives once, and the folder shows it")
    func answers() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Der Akku lädt nicht.")
            let files = [
                Attachment(name: "anleitung \"neu\".pdf", type: "application/pdf", bytes: Array("%PDF-1".utf8)),
                Attachment(
                    name: "bild.png", type: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x2D, 0x2D]),
            ]
            guard
                case .accepted(let id?, _, _) = await account.connector.post(
                    account.post("Bitte so zurücksetzen.", to: receipt, attachments: files))
            else {
                Issue.record("not accepted")
                return
            }
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let conversation = try #require(try await account.connector.conversations(for: keys).first)
            #expect(conversation.messages.map(\.text) == ["Der Akku lädt nicht.", "Bitte so zurücksetzen."])
            #expect(conversation.messages.map(\.role) == [.buyer, .seller])
            #expect(conversation.messages.last?.id == id)
            #expect(conversation.order == OrderNumber(receipt.order))
            #expect(conversation.topic == "battery not charging")
            #expect(conversation.buyerName == "Erika Muster")
            let seen = try await account.seen(receipt.conversation).messages.last?.attachments ?? []
            #expect(seen.map(\.name) == files.map(\.name))
            for (shown, file) in zip(seen, files) {
                #expect(await account.sandbox.attachment(shown.id, at: .backmarket) == file.bytes)
            }
        }
    }

    @Test("a buyer's file arrives whole, and its host sees no token")
    func fileIn() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let file = Attachment(name: "foto.png", type: "image/png", bytes: [0x89, 0x50, 0x4E, 0x47, 1, 2, 3])
            let receipt = try await account.buyerWrites("Kaputt", attachments: [file])
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let reference = try #require(
                try await account.connector.conversations(for: keys).first?.messages.first?.attachments.first)
            #expect(try await account.connector.attachment(reference) == file)
        }
    }

    @Test("limits are known before anything is sent")
    func limits() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            let large = Attachment(
                name: "a.pdf", type: "application/pdf", bytes: [UInt8](repeating: 0, count: 3_000_001))
            let small = Attachment(name: "a.txt", type: "text/plain", bytes: [65])
            for (files, words) in [
                ([large], "at most 3000000"), (Array(repeating: small, count: 11), "at most 10"),
            ] {
                guard
                    case .refused(let reason) = await account.connector.post(
                        account.post("Anbei", to: receipt, attachments: files))
                else {
                    Issue.record("not refused")
                    continue
                }
                #expect(reason.contains(words))
            }
            #expect(await account.sandbox.postCount(.backmarket) == 0)
            var whole = large
            whole.bytes.removeLast()
            guard
                case .accepted = await account.connector.post(
                    account.post("Anbei", to: receipt, attachments: Array(repeating: small, count: 9) + [whole]))
            else {
                Issue.record("not accepted")
                return
            }
        }
    }

    @Test("a folder is found by its order, and an answer goes into it")
    func byOrder() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage", order: "31415926")
            _ = try await account.buyerWrites("Andere Frage", order: "31415927")
            let found = try await account.connector.conversations(for: ConversationKeys(order: "31415926"))
            #expect(found.map(\.thread.text) == [receipt.conversation])
            var post = account.post("Antwort", to: receipt)
            post.thread = nil
            guard case .accepted = await account.connector.post(post),
                case .found = try await account.connector.readBack(post)
            else {
                Issue.record("not accepted, or not found again")
                return
            }
            #expect(try await account.connector.conversations(for: ConversationKeys(order: "999")).isEmpty)
            #expect(try await account.connector.conversations(for: ConversationKeys(order: "none")).isEmpty)
        }
    }

    @Test("an answer for an order with two folders is not sent by guess")
    func ambiguousOrder() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Eins", order: "31415926")
            var second = BuyerMessage(marketplace: .backmarket, language: "de", name: "E", text: "Zwei")
            second.order = "31415926"
            second.startsNewConversation = true
            try await account.sandbox.write(second)
            var post = account.post("Antwort", to: receipt)
            post.thread = nil
            guard case .refused(let reason) = await account.connector.post(post) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("2 folders"))
        }
    }

    @Test("an answer reopens a closed folder")
    func reopens() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            var remark = BuyerMessage(marketplace: .backmarket, language: "de", name: "E", text: "Vorgang beendet")
            remark.conversation = receipt.conversation
            remark.author = .system
            try await account.sandbox.write(remark)
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let closed = try #require(try await account.connector.conversations(for: keys).first)
            #expect(closed.isClosed)
            #expect(closed.messages.map(\.role) == [.buyer, .operator])
            _ = await account.connector.post(account.post("Noch etwas", to: receipt))
            #expect(try await account.connector.conversations(for: keys).first?.isClosed == false)
        }
    }

    @Test("a problem reaches Back Market's service; an old folder takes no words with it")
    func escalate() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            let task = ActionRequest.Task.escalate(text: "Das Gerät ist gesperrt.")
            guard case .done = await account.connector.perform(account.request(task, on: receipt)) else {
                Issue.record("not done")
                return
            }
            let old = try await account.buyerWrites("Frage", order: "3000007")
            guard case .refused(let reason) = await account.connector.perform(account.request(task, on: old)) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("no words"))
            let wordless = account.request(.escalate(text: ""), on: old)
            guard case .done = await account.connector.perform(wordless) else {
                Issue.record("not done")
                return
            }
            #expect(try await account.connector.outcome(of: wordless, handle: nil) == .impossible)
        }
    }

    @Test("an invoice is uploaded to the order")
    func invoice() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Rechnung?")
            let invoice = Attachment(name: "rechnung.pdf", type: "application/pdf", bytes: Array("%PDF-1".utf8))
            guard case .done = await account.connector.perform(account.request(.uploadInvoice(invoice), on: receipt))
            else {
                Issue.record("not done")
                return
            }
            var foreign = account.request(.uploadInvoice(invoice), on: receipt)
            foreign.order = "999"
            guard case .refused = await account.connector.perform(foreign) else {
                Issue.record("not refused")
                return
            }
        }
    }

    @Test(
        "what Back Market has no door for ends with what to do",
        arguments: [ActionRequest.Task.close, .reopen, .noReplyNeeded, .resolveIncident(reason: nil)])
    func noDoor(_ task: ActionRequest.Task) async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            guard case .refused(let reason) = await account.connector.perform(account.request(task, on: receipt)) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("Back Office"))
            var post = account.post("Hallo", to: receipt)
            post.opening = Post.Opening()
            guard case .refused = await account.connector.post(post) else {
                Issue.record("opened")
                return
            }
        }
    }

    @Test("the order shows what was bought, by whom and where the parcel is")
    func orderContext() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            _ = try await account.buyerWrites("Frage", order: "31415922")
            let order = try #require(try await account.connector.order("31415922"))
            #expect(order.buyerName == "Erika Muster")
            #expect(order.buyerLanguage == "de-de")
            #expect(order.lines.map(\.ids) == [["314159221"], ["314159222"]])
            #expect(order.lines.map(\.state) == ["sent", "sent"])
            #expect(order.tracking.first?.hasPrefix("DHL 00340434161094000000") == true)
            #expect(order.total != nil)
            #expect(try await account.connector.order("999") == nil)
            #expect(try await account.connector.order("kein") == nil)
        }
    }

    @Test("the sweep finds what no mail announced, over all pages")
    func sweep() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let start = systemTime()
            var ids: Set<String> = []
            for number in 0..<20 {
                var message = BuyerMessage(marketplace: .backmarket, language: "de", name: "E", text: "Leise \(number)")
                message.isSilent = true
                ids.insert(try await account.sandbox.write(message).conversation)
            }
            let changes = try await account.connector.changes(since: start)
            #expect(Set(changes.map(\.thread.text)) == ids)
            #expect(changes.allSatisfy { $0.changedAt.map { $0 >= start - .seconds(1) } ?? false })
            #expect(try await account.connector.changes(since: start + .seconds(3600)).isEmpty)
        }
    }

    @Test("the probe reads the list")
    func probe() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            _ = try await account.buyerWrites("Frage")
            #expect(try await account.connector.probe() == "1 open folders")
        }
    }

    @Test("a wrong token is called so, and nothing was sent")
    func wrongToken() async throws {
        try await SandboxAccount.with(.backmarket, change: { $0.credentials = .apiKey(Secret("wrong")) }) { account in
            let receipt = try await account.buyerWrites("Frage")
            guard case .notSent(let error) = await account.connector.post(account.post("Antwort", to: receipt)) else {
                Issue.record("sent")
                return
            }
            #expect(error.kind == .credentials)
            #expect(error.detail.contains("Back Office"))
        }
    }

    @Test("a folder that is not ours is not answered")
    func foreignFolder() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            for thread in ["999", "x"] {
                var post = account.post("Antwort", to: receipt)
                post.thread = ThreadID(thread)
                guard case .refused(let reason) = await account.connector.post(post) else {
                    Issue.record("not refused")
                    return
                }
                #expect(reason.contains("does not know the folder \(thread)"))
                guard case .absent = try await account.connector.readBack(post) else {
                    Issue.record("found")
                    return
                }
            }
        }
    }

    @Test("after any failure one message is visible at most, and looking again tells which", arguments: FaultCase.all)
    func faults(_ fault: FaultCase) async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            var planned = SandboxFault(.backmarket, "postMessage", fault.effect)
            planned.moment = fault.moment
            planned.delay = .milliseconds(20)
            await account.sandbox.add(planned)
            let post = account.post("Antwort", to: receipt)
            var isStored = false
            switch await account.connector.post(post) {
            case .accepted: isStored = true
            case .notSent: isStored = false
            case .refused(let reason): Issue.record("refused: \(reason)")
            case .uncertain:
                if case .found = try await account.connector.readBack(post) { isStored = true }
            }
            #expect(isStored == fault.isStored)
            let answers = try await account.seen(receipt.conversation).messages.filter { $0.role == .seller }
            #expect(answers.count == (fault.isStored ? 1 : 0))
        }
    }

    @Test("an answer that shows late is found as soon as it shows, for an altered one a person has to look")
    func lateAndAltered() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Frage")
            await account.sandbox.add(SandboxFault(.backmarket, "postMessage", .lag(.milliseconds(300))))
            let post = account.post("Antwort", to: receipt)
            guard case .accepted = await account.connector.post(post) else {
                Issue.record("not accepted")
                return
            }
            try await eventually("the answer shows") {
                if case .found = try await account.connector.readBack(post) { true } else { false }
            }
            await account.sandbox.add(SandboxFault(.backmarket, "postMessage", .altered))
            let other = account.post("Noch eine Antwort", to: receipt)
            _ = await account.connector.post(other)
            guard case .impossible = try await account.connector.readBack(other) else {
                Issue.record("found, or sent again")
                return
            }
        }
    }
}

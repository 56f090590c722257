import Domain
import Marketplaces
import Sandbox
import Testing
import TestSupport

private let order = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"

extension SandboxAccount {
    /// Opens a discussion as the buyer; a claim where the system writes it.
    fileprivate func dispute(
        _ text: String, author: BuyerMessage.Author = .buyer, attachments: [Domain.Attachment] = []
    ) async throws -> BuyerReceipt {
        var message = BuyerMessage(marketplace: .allegro, language: "pl", name: "Erika Muster", text: text)
        message.order = order
        message.author = author
        message.attachments = attachments
        message.startsNewConversation = true
        return try await sandbox.write(message)
    }

    fileprivate func staffWrites(_ text: String, _ author: BuyerMessage.Author, in receipt: BuyerReceipt) async throws {
        var message = BuyerMessage(marketplace: .allegro, language: "pl", name: "Allegro", text: text)
        message.conversation = receipt.conversation
        message.author = author
        _ = try await sandbox.write(message)
    }
}

@Suite("Allegro's disputes and claims through the connector") struct AllegroIssueSandboxTests {
    @Test("a dispute is read with its chat, answered, and read back")
    func answers() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.dispute("Lampa jest pęknięta")
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            var read = try #require(try await account.connector.conversations(for: keys).first)
            #expect(read.order?.text == order && read.topic == "product damaged parcel intact")
            #expect(read.messages.map(\.role) == [.system, .buyer] || read.messages.map(\.role) == [.buyer, .system])
            #expect(read.statesReplyNeeded && read.replyNeededSince != nil && !read.isClosed)
            // Longer than the message centre would take.
            let text = String(repeating: "Przepraszamy. ", count: 300)
            let post = account.post(text, to: receipt)
            #expect(ending(await account.connector.post(post)) == "accepted")
            #expect(try await account.seen(receipt.conversation).messages.last?.text == text)
            guard case .found = try await account.connector.readBack(post) else {
                Issue.record("not found")
                return
            }
            read = try #require(try await account.connector.conversations(for: keys).first)
            #expect(read.statesReplyNeeded && read.replyNeededSince == nil)
            try await account.staffWrites("Prosimy o odpowiedź.", .operator, in: receipt)
            read = try #require(try await account.connector.conversations(for: keys).first)
            #expect(read.messages.last?.role == .operator && read.replyNeededSince != nil)
        }
    }

    @Test("a file goes to the address that Allegro names, and comes back")
    func files() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let pdf = Attachment(name: "dowód.pdf", type: "application/pdf", bytes: Array("%PDF-1.7".utf8))
            let receipt = try await account.dispute("Zdjęcie", attachments: [pdf])
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            let read = try #require(try await account.connector.conversations(for: keys).first)
            let reference = try #require(read.messages.lazy.flatMap(\.attachments).first)
            #expect(try await account.connector.attachment(reference) == pdf)
            #expect(
                ending(await account.connector.post(account.post("Etykieta", to: receipt, attachments: [pdf])))
                    == "accepted")
            let shown = try #require(try await account.seen(receipt.conversation).messages.last)
            #expect(shown.attachments.map(\.name) == ["dowód.pdf"])
            let two = await account.connector.post(account.post("Etykiety", to: receipt, attachments: [pdf, pdf]))
            #expect(ending(two).contains("2 files, at most 1"))
        }
    }

    @Test("closing a dispute asks the buyer to end it")
    func close() async throws {
        try await SandboxAccount.with(.allegro, options: ["locale": "pl-PL"]) { account in
            let receipt = try await account.dispute("Lampa jest pęknięta")
            let request = account.request(.close, on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(ending(await account.connector.perform(request)) == "done")
            #expect(try await account.seen(receipt.conversation).messages.last?.text.contains("zakończenie") == true)
            guard case .done = try await account.connector.outcome(of: request, handle: nil) else {
                Issue.record("no trace of it")
                return
            }
            try await account.staffWrites("Dyskusja zakończona.", .system, in: receipt)
            let posts = await account.sandbox.postCount(.allegro)
            #expect(ending(await account.connector.perform(request)) == "done", "it is closed already")
            #expect(await account.sandbox.postCount(.allegro) == posts)
        }
    }

    @Test("a closed dispute takes no answer, and the agent reads why; a claim is not closed by asking")
    func closed() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.dispute("Lampa jest pęknięta")
            try await account.staffWrites("Dyskusja zakończona.", .system, in: receipt)
            let result = ending(await account.connector.post(account.post("Jednak", to: receipt)))
            #expect(result.contains("forbids adding new messages"))
            let keys = ConversationKeys(thread: ThreadID(receipt.conversation))
            #expect(try await account.connector.conversations(for: keys).first?.isClosed == true)
            let claim = try await account.dispute("Reklamacja", author: .system)
            #expect(ending(await account.connector.perform(account.request(.close, on: claim))).contains("decision"))
            #expect(
                ending(await account.connector.perform(account.request(.noReplyNeeded, on: claim))).hasPrefix("refused")
            )
        }
    }

    @Test("an issue that is not ours is refused, not answered elsewhere")
    func foreign() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.dispute("Lampa jest pęknięta")
            var post = account.post("Odpowiedź", to: receipt)
            post.thread = "ffffffff-4f50-4a61-8b72-9c83ad94be05"
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
            post.thread = "ffffffff"
            #expect(ending(await account.connector.post(post)).hasPrefix("refused"))
            #expect(await account.sandbox.postCount(.allegro) == 0)
        }
    }

    @Test("the sweep lists open issues with news, and a text that is too long is refused")
    func sweep() async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.dispute("Lampa jest pęknięta")
            let closed = try await account.dispute("Inna sprawa")
            try await account.staffWrites("Dyskusja zakończona.", .system, in: closed)
            let changes = try await account.connector.changes(since: Timestamp(seconds: 0))
            #expect(changes.map(\.thread.text) == [receipt.conversation])
            #expect(changes.first?.conversation?.messages.isEmpty == false)
            #expect(try await account.connector.changes(since: systemTime() + .seconds(60)).isEmpty)
            let long = account.post(String(repeating: "x", count: 20_001), to: receipt)
            #expect(ending(await account.connector.post(long)).hasPrefix("refused"))
        }
    }
}

import Domain
import Marketplaces
import Routing
import Testing

@testable import Bridge
@testable import Store

@Suite("What agents ask of the marketplace, and what stays undone") struct ActionDeskTests {
    private func bench(_ doors: MoneyConnector.Doors) async throws -> DeskBench {
        try await DeskBench(MoneyConnector(doors: doors))
    }

    /// The text of the newest mail to the agents.
    private func lastWord(_ bench: DeskBench) async throws -> String { try #require(try await bench.mails().last).text }

    @Test("the same wish within ten minutes is a second copy of the mail; after that it is a wish of its own")
    func again() async throws {
        let bench = try await bench([.reopen: .api])
        try await bench.send("#reopen")
        try await bench.send("#reopen")
        #expect(bench.connector.requests.map(\.task) == [.reopen])
        #expect(try await lastWord(bench).contains("The same was asked for a few minutes ago"))
        bench.advance(.seconds(601))
        try await bench.send("#reopen")
        #expect(bench.connector.requests.count == 2)
    }

    @Test("while the marketplace counts, a ticket is not put out of sight, by whichever command")
    func stillCounts() async throws {
        let bench = try await bench([.close: .portalLink, .noReplyNeeded: .portalLink])
        for command in ["#close", "#noreply"] {
            try await bench.send(command)
            let ticket = try await bench.current()
            #expect(ticket.state == .open && ticket.waitingSince != nil && ticket.deadline != nil)
            let told = try await lastWord(bench)
            #expect(told.contains("The buyer still waits"))
            #expect(told.contains("https://portal.example/orders/12345-A"))
        }
        #expect(bench.connector.requests.isEmpty)
    }

    @Test("without a door the ticket changes here, and the agent reads what is left to do in the portal")
    func onlyHere() async throws {
        let bench = try await bench([.close: .portalLink, .reopen: .portalLink])
        try await bench.send("Dear buyer, it is on its way.")
        #expect(try await bench.current().waitingSince == nil)
        try await bench.send("#close")
        #expect(try await bench.current().state == .closed)
        #expect(try await lastWord(bench).contains("at Conrad it has to be done in the portal"))
        try await bench.send("#reopen")
        #expect(try await bench.current().state == .open)
        #expect(try await lastWord(bench).contains("Reopen: 12345-A"))
        #expect(bench.connector.requests.isEmpty)
    }

    @Test("where the wish counts here, no answer needed ends the wait although the marketplace has no door for it")
    func noReply() async throws {
        let bench = try await DeskBench(MoneyConnector(doors: [:]), rules: { $0.noReply = .local })
        try await bench.send("#noreply")
        let ticket = try await bench.current()
        #expect(ticket.state == .pending && ticket.waitingSince == nil && ticket.deadline == nil)
    }

    @Test("no answer needed in one thread leaves the question of another its wait, where the bridge alone counts")
    func noReplyInThread() async throws {
        let bench = try await DeskBench(MoneyConnector(doors: [:]), rules: { $0.noReply = .local })
        let asked = try #require(try await bench.current().waitingSince)
        bench.advance(.seconds(600))
        let operatorAsked = bench.bridge.now()
        var other = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 900),
            outcome: Outcome(.update, reason: "x", ticket: bench.ticket.id, messageID: "o@x", contentHash: "1"))
        other.messages = [
            NewMessage(
                ticket: bench.ticket.id, remoteID: "o1", thread: "t2", role: .buyer, authorName: nil, text: "And this?",
                createdAt: operatorAsked, source: .api)
        ]
        _ = try await bench.store.commit(other, at: operatorAsked)
        bench.advance(.seconds(600))
        try await bench.send("#noreply")
        let ticket = try await bench.current()
        #expect(ticket.state == .open && ticket.waitingSince == operatorAsked, "the wait began \(asked)")
        #expect(ticket.deadline == operatorAsked + .seconds(86_400))
    }

    @Test("a new conversation begins with its text and a topic that the marketplace has; without either it does not")
    func opens() async throws {
        let bench = try await bench([.openConversation: .api])
        try await bench.send("#new late")
        #expect(try await lastWord(bench).contains("Write the text for Conrad below the command"))
        try await bench.send("#new weather\n\nDear buyer, how is the weather?")
        let told = try await lastWord(bench)
        #expect(told.contains("does not know the reason “weather”") && told.contains("late – late delivery"))
        #expect(told.contains("how is the weather?"), "the text comes back to be sent again")
        #expect(bench.connector.posts.isEmpty)

        try await bench.send("#new LATE d\n\nDear buyer, your parcel is late.")
        try await bench.send("#new late\n\nDear buyer, your parcel is late.")
        let post = try #require(bench.connector.posts.first)
        #expect(bench.connector.posts.count == 1, "the second is a copy")
        #expect(post.opening == Post.Opening(topic: "late") && post.thread == nil)
        #expect(try await lastWord(bench).contains("The same was asked for"))
    }

    @Test("a topic goes as words to a marketplace that cannot be asked for its own")
    func topicAsWords() async throws {
        let bench = try await bench([.openConversation: .api])
        bench.connector.change { $0.isDown = true }
        try await bench.send("#new delivery\n\nDear buyer, your parcel is late.")
        #expect(bench.connector.posts.map(\.opening?.topic) == ["delivery"])
    }

    @Test("what only the portal takes comes back with its text, ready to paste", arguments: ["new", "escalate"])
    func portalOnly(command: String) async throws {
        let bench = try await bench([:])
        try await bench.send("#\(command)\n\nThe parcel is lost.")
        let told = try await lastWord(bench)
        #expect(told.contains("in its portal only") && told.contains("The parcel is lost."))
        #expect(bench.connector.posts.isEmpty && bench.connector.requests.isEmpty)
        #expect(try await bench.current().state == .open)
    }

    @Test("a call for help needs words, goes to the marketplace with them, and never to the buyer")
    func escalates() async throws {
        let bench = try await bench([.escalate: .api])
        try await bench.send("#escalate")
        #expect(try await lastWord(bench).contains("Write the text for Conrad below the command"))
        try await bench.send("#escalate\n\nThe parcel is lost.")
        try await bench.send("#escalate the carrier is silent")
        #expect(
            bench.connector.requests.map(\.task) == [
                .escalate(text: "The parcel is lost."), .escalate(text: "the carrier is silent"),
            ])
        #expect(bench.connector.posts.isEmpty)
    }

    @Test("an incident is settled with a reason that the marketplace takes; which one is not guessed")
    func settles() async throws {
        let bench = try await bench([.resolveIncident: .api])
        try await bench.send("#resolve broken")
        let told = try await lastWord(bench)
        #expect(told.contains("does not know the reason “broken”") && told.contains("\ndamaged\n"))
        bench.connector.change { $0.isDown = true }
        try await bench.send("#resolve damaged")
        #expect(try await lastWord(bench).contains("This was NOT done at Conrad"))
        #expect(bench.connector.requests.isEmpty)

        bench.connector.change { $0.isDown = false }
        try await bench.send("#resolve late d")
        #expect(bench.connector.requests.map(\.task) == [.resolveIncident(reason: "late")])
        bench.advance(.seconds(601))
        try await bench.send("#resolve")
        #expect(bench.connector.requests.last?.task == .resolveIncident(reason: nil))
    }

    @Test("an invoice is one PDF file; anything else is asked for again")
    func invoice() async throws {
        let bench = try await bench([.uploadInvoice: .api])
        try await bench.send("#invoice")
        #expect(try await lastWord(bench).contains("Attach the invoice as a PDF file"))
        #expect(bench.connector.requests.isEmpty)
        let mail = """
            Authentication-Results: mx; dmarc=pass header.from=seller.example
            From: anna <anna@seller.example>
            To: service+@TOKEN@@seller.example
            Message-ID: <@ID@@client.example>
            In-Reply-To: <@TICKET@>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            #invoice
            --b
            Content-Type: application/pdf; name=i.pdf
            Content-Disposition: attachment; filename=i.pdf

            %PDF-1.4
            --b--

            """
        try await bench.receive(try await bench.filled(mail))
        try await bench.dispatch()
        guard case .uploadInvoice(let file) = bench.connector.requests.first?.task else {
            Issue.record("no invoice went to the marketplace")
            return
        }
        #expect(file.name == "i.pdf" && file.bytes.starts(with: "%PDF-1.4".utf8))
    }

    @Test("money stays where it is while the order cannot be seen", arguments: [true, false])
    func unseen(isDown: Bool) async throws {
        let bench = try await bench([.refund: .api])
        bench.connector.change { script in
            script.isDown = isDown
            script.order = nil
        }
        try await bench.send("#refund 5 EUR")
        #expect(
            try await lastWord(bench).contains(
                isDown ? "This was NOT done at Conrad" : "Conrad does not show the order"))
        #expect(try await bench.outbox().isEmpty && bench.connector.requests.isEmpty)
    }

    @Test(
        "a command that could not be carried out is taken when it is sent again as it was",
        arguments: ["1: 5 EUR", "2: 3.50 EUR"])
    func repeated(arguments: String) async throws {
        let bench = try await bench([.refund: .api])
        bench.connector.change { $0.isDown = true }
        try await bench.send("#refund \(arguments)")
        #expect(try await bench.outbox().isEmpty)
        bench.connector.change { $0.isDown = false }
        bench.advance(.seconds(60))
        try await bench.send("#refund \(arguments)")
        #expect(try await bench.outbox().map(\.state) == [.held])
        #expect(try await bench.mails().last?.kind == .question)
    }

    @Test(
        "what a ticket mail offers is taken as it stands there",
        arguments: ["#refund 1: 25.00 EUR", "#close", "#cancel"])
    func offered(command: String) async throws {
        let bench = try await bench(MoneyConnector.doors)
        #expect(try await bench.mails().first?.text.contains(command) == true)
        try await bench.send(command)
        #expect(try await bench.outbox().count == 1, "\(command)")
    }

    @Test(
        "a word that ends the wait, in a reply to an old mail, leaves a newer question open, and sends nothing",
        arguments: ["#close", "#noreply", "#close\n\nDear buyer, it has arrived."])
    func oldMail(words: String) async throws {
        let bench = try await bench([.close: .api, .noReplyNeeded: .api])
        bench.advance(.seconds(3600))
        let new = try await bench.ask("And the second one?", "q2")
        let waiting = try await bench.current()
        try await bench.send(words)
        #expect(bench.connector.requests.isEmpty && bench.connector.posts.isEmpty)
        #expect(try await bench.outbox().isEmpty)
        let kept = try await bench.current()
        #expect(kept.state == .open && kept.waitingSince == waiting.waitingSince && kept.deadline == waiting.deadline)
        let told = try #require(try await bench.mails().last)
        #expect(told.text.contains("has written again since"))
        #expect(!words.contains("Dear") || told.text.contains("it has arrived"), "the text comes back to be sent again")
        // Whoever answers that mail, or the new one, has read on.
        for answered in [told, new] {
            bench.advance(.seconds(601))
            try await bench.receive(
                try await bench.mail(words.prefix { $0 != "\n" }.description, answering: answered.messageID))
            try await bench.dispatch()
        }
        #expect(bench.connector.requests.count == 2)
        #expect(try await bench.current().waitingSince == nil)
    }

    @Test("so does such a word in a reply to an old reminder, but not to one that came behind the question")
    func oldReminder() async throws {
        let bench = try await bench([.noReplyNeeded: .api])
        func remind(_ name: String) async throws -> String {
            bench.advance(.seconds(3600))
            var round = TeamRound()
            let id = "mb-team-\(name)@seller.example"
            round.mails = [
                NewTeamMail(name: name, recipients: [], mailbox: "service", folder: "Team", messageID: id, raw: [])
            ]
            try await bench.store.commit(round, at: bench.bridge.now())
            return id
        }
        let old = try await remind("old")
        bench.advance(.seconds(3600))
        _ = try await bench.ask("And the second one?", "q2")
        let new = try await remind("new")
        try await bench.receive(try await bench.mail("#noreply", answering: old))
        #expect(try await bench.outbox().isEmpty)
        #expect(try await lastWord(bench).contains("has written again since"))
        try await bench.receive(try await bench.mail("#noreply", answering: new))
        #expect(try await bench.outbox().count == 1)
    }

    @Test(
        "where the marketplace has no door for it, a word opens the ticket here with the wait that was ended here",
        arguments: [nil, Marketplaces.Capabilities.Transport.portalLink])
    func reopensHere(door: Marketplaces.Capabilities.Transport?) async throws {
        let bench = try await DeskBench(
            MoneyConnector(doors: door.map { [.reopen: $0] } ?? [:]), rules: { $0.noReply = .local })
        let waiting = try await bench.current()
        bench.advance(.seconds(60))
        try await bench.send("#noreply")
        #expect(try await bench.current().waitingSince == nil)
        bench.advance(.seconds(60))
        try await bench.send("#reopen")
        let now = try await bench.current()
        #expect(now.state == .open && now.waitingSince == waiting.waitingSince && now.deadline == waiting.deadline)
        #expect(now.waitingSince != nil && now.deadline != nil)
        #expect(bench.connector.requests.isEmpty)
        let told = try await lastWord(bench)
        #expect(told.contains("Reopen: 12345-A"))
        #expect(told.contains("it has to be done in the portal") == (door != nil))
    }
}

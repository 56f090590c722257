import Domain
import Marketplaces
import Replies
import Routing
import Store
import Templates
import Testing

@testable import Bridge

@Suite("Commands through the intake") struct CommandDeskTests {
    private static func book() throws -> TemplateBook {
        TemplateBook([
            Template(
                name: "parcel", language: "de", marketplaces: [],
                text: try TemplateText("Hallo {{buyer.name}}, {{order.number}} ist unterwegs: {{tracking}}."),
                isCanned: false, isOffered: true),
            Template(
                name: "wait", language: nil, marketplaces: [], text: try TemplateText("Wir melden uns."), isCanned: true
            ),
            Template(
                name: "item", language: "de", marketplaces: [],
                text: try TemplateText("{{item.title}}: {{item.price}}"),
                isCanned: false),
            Template(
                name: "french", language: "fr", marketplaces: [], text: try TemplateText("Bonjour"), isCanned: false),
        ])
    }

    private func bench(counts: Bool = true) async throws -> DeskBench {
        try await DeskBench(rules: { $0.cannedCounts = counts }) { $0.templates = try Self.book() }
    }

    @Test("a template goes out with its values, and words below it follow")
    func template() async throws {
        let bench = try await bench()
        try await bench.send("#template parcel\n\nEs kommt morgen an.")
        #expect(
            bench.connector.posts.map(\.text) == [
                "Hallo Zerlina, 12345-A ist unterwegs: DHL 0034.\n\nEs kommt morgen an."
            ])
        #expect(try await bench.current().waitingSince == nil)
    }

    @Test("an item is named by its line, and an amount is written as the buyer writes")
    func item() async throws {
        let bench = try await bench()
        try await bench.send("#vorlage item 2")
        #expect(bench.connector.posts.map(\.text) == ["Cup: 5,00 EUR"])
    }

    @Test(
        "a template that lacks a value, a name or the language sends nothing and says why",
        arguments: [
            ("#template item", "{{item.title}}, {{item.price}}"), ("#template item 3", "{{item.title}}"),
            ("#template french", "exists in fr only"), ("#template nothing", "parcel, wait, item, french"),
            ("#template", "There is no template"),
        ])
    func refused(text: String, says: String) async throws {
        let bench = try await bench()
        try await bench.send("\(text)\n\nDear buyer, please wait.")
        #expect(bench.connector.posts.isEmpty)
        let notice = try #require(try await bench.mails().last)
        #expect(notice.text.contains(says), "\(notice.text)")
        #expect(notice.text.contains("Dear buyer, please wait."))
    }

    @Test("an interim answer that does not count lets the clock run, and the receipt says so")
    func canned() async throws {
        let bench = try await bench(counts: false)
        try await bench.send("#template wait")
        #expect(bench.connector.posts.count == 1)
        let ticket = try await bench.current()
        #expect(ticket.waitingSince == Fixtures.now && ticket.deadline != nil && ticket.state == .open)
        #expect(try await bench.mails().last?.text.contains("the clock keeps running") == true)
        let counting = try await self.bench(counts: true)
        try await counting.send("#template wait")
        #expect(try await counting.current().waitingSince == nil)
        #expect(try await counting.mails().last?.text.contains("the clock keeps running") == false)
    }

    @Test("a note's text is kept with what was read, not in the journal; neither are agents' addresses")
    func notes() async throws {
        let bench = try await bench()
        try await bench.send("#note Canary, difficult")
        try await bench.send("Dear buyer, it is on its way.\n\n#note Canary too")
        let journal = try await bench.store.journal(of: bench.ticket.id)
        #expect(journal.count { $0.event == "note-added" } == 2)
        for detail in journal.compactMap(\.detail) { #expect(!detail.contains("Canary") && !detail.contains("@")) }
        let kept = try await bench.store.readings(of: bench.ticket.id).map(\.removed)
        #expect(kept.contains { $0.contains("Canary, difficult") } && kept.contains { $0.contains("Canary too") })
    }

    @Test("an answer with close closes behind it")
    func close() async throws {
        let bench = try await bench()
        try await bench.send("#close\n\nDear buyer, it is on its way.")
        #expect(bench.connector.posts.map(\.text) == ["Dear buyer, it is on its way."])
        #expect(bench.connector.requests.map(\.task) == [.close])
        #expect(try await bench.current().state == .closed)
    }

    @Test("a ticket gets an owner, beside an answer or alone")
    func assign() async throws {
        let bench = try await bench()
        try await bench.send("#assign bert\n#note difficult")
        #expect(try await bench.current().owner == "bert")
        #expect(bench.connector.posts.isEmpty)
        #expect(try await bench.journal().contains("note-added"))
        try await bench.send("#assign\n\nDear buyer, I look into it.", from: "carl")
        #expect(try await bench.current().owner == "carl")
        #expect(bench.connector.posts.count == 1)
        try await bench.send("#assign dora\n\nDear buyer.")
        #expect(bench.connector.posts.count == 1)
        #expect(try await bench.mails().last?.text.contains("anna, bert, carl") == true)
    }

    @Test("what is put aside comes back in time, and not at all once it is answered")
    func snooze() async throws {
        let bench = try await bench()
        try await bench.send("#snooze 2d")
        let reminder = try #require(try await bench.mails().last { $0.kind == .reminder })
        #expect(reminder.text.contains("anna put this aside"))
        let before = try await bench.store.claimTicketMails(at: Fixtures.now + .seconds(60), limit: 50)
        #expect(!before.contains { $0.kind == .reminder })
        // A day's clock warns at half its time.
        let due = try await bench.store.claimTicketMails(at: Fixtures.now + .seconds(12 * 3600), limit: 50)
        #expect(due.contains { $0.kind == .reminder })

        let other = try await self.bench()
        try await other.send("#snooze 2h")
        try await other.send("Dear buyer, it is on its way.")
        #expect(!(try await other.mails().contains { $0.kind == .reminder }))
        // Wished for together with an answer, it is there to look after the answer.
        try await other.send("#snooze 3d\n\nDear buyer, I ask the carrier.")
        #expect(try await other.mails().contains { $0.kind == .reminder })
    }

    @Test(
        "questions are answered and nothing is sent",
        arguments: [
            ("#status", "open"), ("#order", "3 × Cup, 5.00 EUR"), ("#help", "#refund"),
            ("#refnud 5 EUR", "#refund?"), ("#to everybody\n\nHello buyer.", "is no recipient"),
        ])
    func asked(text: String, says: String) async throws {
        let bench = try await bench()
        try await bench.send(text)
        #expect(bench.connector.posts.isEmpty && bench.connector.requests.isEmpty)
        #expect(try await bench.mails().last?.text.contains(says) == true)
    }

    @Test("the order's state that the marketplace does not tell is not made up, and the portal's page stands by")
    func orderUnknown() async throws {
        let bench = try await bench()
        bench.connector.change { $0.order = nil }
        try await bench.send("#order")
        #expect(try await bench.mails().last?.text.contains("Conrad shows no order here.") == true)
        bench.connector.change { $0.isDown = true }
        try await bench.send("#order")
        let told = try #require(try await bench.mails().last).text
        #expect(told.contains("This was NOT done at Conrad") && told.contains("https://portal.example/orders/12345-A"))
    }

    @Test("the ticket's state shows who waits, and what is on its way with the reason that holds it")
    func status() async throws {
        let bench = try await bench()
        try await bench.send("#refund 2: 5 EUR")
        try await bench.send("#status")
        #expect(
            try await bench.mails().last?.text.contains("On its way (held, confirm-action): Refund: 12345-A") == true)
        try await bench.send("Dear buyer, it is on its way.")
        try await bench.send("#status")
        #expect(try await bench.mails().last?.text.contains("No answer is owed.") == true)
    }

    @Test("where the marketplace has no choice of readers, none is pretended: nothing is sent")
    func recipients() async throws {
        let bench = try await DeskBench(MoneyConnector(choosesRecipients: false), rules: { _ in })
        try await bench.send("#to operator\n\nPlease help.")
        #expect(bench.connector.posts.isEmpty)
        let notice = try #require(try await bench.mails().last)
        #expect(notice.text.contains("#to") && notice.text.contains("Please help."))
    }

    @Test("an agent's answer through a strange mailing list is not sent, and the agent hears of it, once a day")
    func list() async throws {
        let bench = try await bench()
        for _ in 0..<2 {
            let mail = String(decoding: try await bench.mail("Dear buyer, soon."), as: UTF8.self)
            try await bench.receive(Array("List-Id: Team <team.lists.example>\n\(mail)".utf8))
            try await bench.dispatch()
        }
        #expect(bench.connector.posts.isEmpty)
        let mails = try await bench.mails()
        #expect(mails.count == 2 && mails.last?.text.contains("“team.lists.example”") == true)
        try await bench.receive(
            Array(
                "From: x@else.example\nList-Id: <l.example>\nTo: service+\(Fixtures.token)@seller.example\n\nHi\n".utf8)
        )
        #expect(try await bench.mails().count == 2, "a stranger's mail is nobody's answer")
    }

    @Test("what does not go together is quoted back")
    func conflict() async throws {
        let bench = try await bench()
        try await bench.send("#noreply\n\nDear buyer, thank you.")
        #expect(bench.connector.posts.isEmpty)
        let notice = try #require(try await bench.mails().last)
        #expect(notice.text.contains("#noreply, text for the buyer") && notice.text.contains("Dear buyer, thank you."))
    }

    @Test("each agent takes back only what is his own")
    func undo() async throws {
        let bench = try await DeskBench(rules: { _ in }, { $0.grace = .seconds(600) })
        try await bench.send("#refund 2: 5 EUR")
        try await bench.send("#undo", from: "bert")
        #expect(try await bench.outbox().map(\.state) == [.held])
        try await bench.send("#undo")
        #expect(try await bench.outbox().map(\.state) == [.dropped])
    }

    @Test("the links at the end of a ticket mail carry a command, its ticket and nothing that could leak")
    func links() async throws {
        let bench = try await bench()
        let mail = try #require(try await bench.mails().first)
        let html = try #require(mail.html)
        for part in [
            "mailto:service%2B", "body=%23template%20parcel%0D%0A", "body=%23refund%201%3A%2025.00%20EUR%0D%0A",
        ] {
            #expect(html.contains(part), "\(part)")
        }
        #expect(mail.text.contains("#refund 1: 25.00 EUR") && mail.text.contains("#close"))
        // An answer that quotes them all is cut as ever.
        let quoted = mail.text.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)\n" }.joined()
        try await bench.send("Dear buyer, soon.\n\nOn 22.11.26 10:05, Ticket Bridge wrote:\n\(quoted)")
        #expect(bench.connector.posts.map(\.text) == ["Dear buyer, soon."])
    }
}

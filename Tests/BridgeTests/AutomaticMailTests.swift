import Domain
import FoundationEssentials
import MIME
import Store
import Testing

@testable import Bridge
@testable import Store

@Suite("Mails of programs") struct AutomaticMailTests {
    /// What must not change: the ticket, its messages, its answers, its mails.
    private struct State: Equatable {
        var version: TicketVersion
        var ticket: Ticket
        var mails: [Int64]
        var posts: Int
    }

    private static func state(_ bench: DeskBench) async throws -> State {
        State(
            version: try await bench.store.version(of: bench.ticket.id), ticket: try await bench.current(),
            mails: try await bench.mails().map(\.id), posts: bench.connector.posts.count)
    }

    private static let root =
        (ProcessInfo.processInfo.environment["MAILBRIDGE_SHARED"]
            ?? FileManager.default.currentDirectoryPath + "/../shared") + "/corpora/autoreplies"

    private struct Row: Decodable {
        var `class`: String
    }

    @Test(
        "none of the corpus sends anything or changes its ticket",
        .enabled(if: FileManager.default.fileExists(atPath: root)))
    func corpus() async throws {
        let expected = try #require(FileManager.default.contents(atPath: "\(Self.root)/expected.json"))
        let rows = try JSONDecoder().decode([String: Row].self, from: expected).filter { $0.value.class != "human" }
        #expect(rows.count >= 72)
        let bench = try await DeskBench(rules: { _ in }) { settings in
            settings.replyAddress = try #require(EmailAddress("tickets@shop.example"))
            settings.domain = "shop.example"
        }
        let before = try await Self.state(bench)
        for name in rows.keys.sorted() where rows[name]?.class != "list" {
            let mail = try #require(FileManager.default.contents(atPath: "\(Self.root)/\(name).eml"))
            try await bench.receive(
                Array("Delivered-To: tickets+\(Fixtures.token)@shop.example\r\n".utf8) + Array(mail))
            try await bench.dispatch()
            #expect(try await Self.state(bench) == before, "\(name)")
            bench.advance(.seconds(3600))
        }
        let notes = try await bench.store.journal(of: bench.ticket.id).filter { $0.event == "automatic-mail" }
        #expect(notes.count > 40)
    }

    @Test("nor do 500 absences, read receipts and reports from the agents' own addresses")
    func generated() async throws {
        let bench = try await DeskBench()
        let before = try await Self.state(bench)
        for number in 0..<500 {
            try await bench.receive(try await bench.filled(Self.automatic(number)))
            bench.advance(.seconds(7))
        }
        try await bench.dispatch()
        #expect(try await Self.state(bench) == before)
        let notes = try await bench.store.journal(of: bench.ticket.id).filter { $0.event == "automatic-mail" }
        #expect(notes.count == 500)
        #expect(Set(notes.compactMap(\.detail)).isSuperset(of: ["auto-reply of anna", "mdn of bert"]))
    }

    /// One of many shapes, by its number.
    private static func automatic(_ number: Int) -> String {
        let agent = ["anna", "bert", "carl"][number % 3]
        let subjects = [
            "Abwesenheitsnotiz: Frage", "Out of office", "Automatisch antwoord: weg", "Réponse automatique : absent",
            "Odpowiedź automatyczna: urlop", "Re: ticket",
        ]
        let head = """
            Authentication-Results: mx; dmarc=pass header.from=seller.example
            From: \(agent) <\(agent)@seller.example>
            To: service+@TOKEN@@seller.example
            Subject: \(subjects[number % subjects.count])
            Message-ID: <\(number)@client.example>
            In-Reply-To: <@TICKET@>
            MIME-Version: 1.0
            """
        let text = "Content-Type: text/plain; charset=utf-8\n\nI am away until \(number).\n"
        let report = { (type: String, status: String) in
            """
            Content-Type: multipart/report; report-type=\(type); boundary=b

            --b
            Content-Type: text/plain

            Report \(number)
            --b
            Content-Type: message/\(type)

            \(status)
            --b--

            """
        }
        switch number % 5 {
        case 0: return "\(head)\nAuto-Submitted: auto-replied\n\(text)"
        case 1: return "\(head)\nAuto-Submitted: auto-generated (vacation)\nPrecedence: bulk\n\(text)"
        case 2: return "\(head)\nX-Autoreply: yes\n\(text)"
        case 3: return "\(head)\n\(report("disposition-notification", "Disposition: manual-action; displayed"))"
        default:
            let action = ["failed", "delayed", "delivered"][number / 5 % 3]
            return "\(head)\n\(report("delivery-status", "Final-Recipient: rfc822; a@b.example\nAction: \(action)"))"
        }
    }

    @Test("if the owner of a waiting ticket is away, the team is told once in 24 hours, whoever else could answer")
    func absent() async throws {
        let bench = try await DeskBench()
        try await bench.store.update(bench.ticket.id, TicketUpdate(owner: "anna"), at: Fixtures.now)
        // The program answers each hour, for two days.
        for number in 0..<48 {
            try await bench.receive(try await bench.filled(Self.automatic(number * 15)))
            bench.advance(.seconds(3600))
        }
        let notices = try await bench.mails().filter { $0.kind == .notice }
        #expect(notices.count == 2)
        #expect(notices.first?.text.contains("anna is away") == true)
        #expect(try await bench.journal().filter { $0 == "agent-absent" }.count == 2)
        #expect(bench.connector.posts.isEmpty)
        #expect(try await bench.current().waitingSince != nil)
    }

    @Test("nobody is told of an absence that leaves others in charge, or whose sender is not proven")
    func notAlone() async throws {
        let bench = try await DeskBench()
        try await bench.receive(try await bench.filled(Self.automatic(0)))
        try await bench.store.update(bench.ticket.id, TicketUpdate(owner: "bert"), at: Fixtures.now)
        try await bench.receive(try await bench.filled(Self.automatic(15)))
        let forged = Self.automatic(10).replacing("dmarc=pass", with: "dmarc=fail")
        try await bench.receive(try await bench.filled(forged))
        #expect(try await bench.mails().count { $0.kind == .notice } == 0)
        #expect(try await bench.store.journal(of: bench.ticket.id).last?.detail == "auto-reply")
    }

    @Test("a program that shows no sign of being one is cut off: its mails are kept whole, and the team is told once")
    func unmarked() async throws {
        let bench = try await DeskBench()
        for _ in 0..<8 {
            try await bench.send("Thank you, we have received your mail and will come back to you.")
            bench.advance(.seconds(60))
        }
        #expect(bench.connector.posts.count == 1)
        let kept = try await bench.store.quarantined(includingReleased: true, limit: 100)
        #expect(kept.map(\.reason) == Array(repeating: "too-many-mails", count: 5))
        let mails = try await bench.mails()
        #expect(mails.count { $0.kind == .question } == 2)
        #expect(mails.count { $0.text.contains("More mails of anna") } == 1)

        // Another agent is not meant, and what an administrator lets through is read.
        try await bench.send("Es kommt morgen an.", from: "bert")
        #expect(try await bench.outbox().last?.agent == "bert@seller.example")
    }

    @Test("ten mails in ten minutes are read, one more is kept, and later ones are read again")
    func many() async throws {
        let bench = try await DeskBench()
        for number in 0..<11 { try await bench.send("#note number \(number)") }
        #expect(try await bench.store.quarantined(includingReleased: true, limit: 100).count == 1)
        #expect(try await bench.journal().count { $0 == "mail-loop" } == 1)
        bench.advance(.seconds(700))
        try await bench.send("#note later")
        #expect(try await bench.store.quarantined(includingReleased: true, limit: 100).count == 1)
    }
}

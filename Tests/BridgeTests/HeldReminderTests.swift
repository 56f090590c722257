import Domain
import FoundationEssentials
import Marketplaces
import Store
import Testing

@testable import Bridge

@Suite("Reminders of held answers") struct HeldReminderTests {
    private static let start = Fixtures.now

    @Test(
        "half of the time and four fifths of it are the boundaries",
        arguments: [
            (100, 0, nil), (100, 49, nil), (100, 50, HeldReminder.Stage.half), (100, 79, .half), (100, 80, .late),
            (100, 1000, .late), (1, 0, nil), (1, 1, .late), (0, 1799, nil), (0, 1800, .half), (0, 7199, .half),
            (0, 7200, .late), (-50, 1799, nil), (-50, 1800, .half), (nil, 4 * 3600 - 1, nil), (nil, 4 * 3600, .half),
            (nil, 24 * 3600 - 1, .half), (nil, 24 * 3600, .late),
        ] as [(Int?, Int, HeldReminder.Stage?)])
    func boundaries(deadline: Int?, after: Int, expected: HeldReminder.Stage?) {
        let reminder = HeldReminder(
            heldAt: Self.start, deadline: deadline.map { Self.start + .seconds($0) })
        #expect(reminder.stage(at: Self.start + .seconds(after)) == expected)
    }

    @Test("each reminder comes once, whatever is started anew, and its ok sends the answer")
    func reminders() async throws {
        let bench = try await DeskBench()
        try await bench.answer(above: "", to: ["Where is my parcel?": "It comes tomorrow."])
        let held = try #require(try await bench.outbox().last)
        #expect(held.state == .held && held.reason == "interleaved")
        let before = try await bench.mails().count
        func pass() async throws -> Int { try await HeldReminders(bench.bridge).pass() }

        // The fixture's deadline is a day away.
        bench.advance(.seconds(43_199))
        #expect(try await pass() == 0)
        bench.advance(.seconds(1))
        #expect(try await pass() == 1)
        #expect(try await pass() == 0)
        let reminder = try #require(try await bench.mails().last)
        #expect(try await bench.mails().count == before + 1)
        #expect(reminder.kind == .question && reminder.outbox == held.id)
        #expect(reminder.text.contains("anna") && reminder.text.contains("It comes tomorrow."))
        #expect(reminder.text.contains("between quoted lines"))

        bench.advance(.seconds(86_400 * 3 / 10))
        #expect(try await pass() == 1)
        #expect(try await pass() == 0)
        let late = try await bench.mails().suffix(2)
        #expect(late.map(\.kind) == [.question, .notice])
        #expect(try await bench.journal().suffix(2) == ["held-reminded", "held-escalated"])

        try await bench.receive(
            try await bench.filled(
                """
                Authentication-Results: mx; dmarc=pass header.from=seller.example
                From: anna <anna@seller.example>
                To: service+@TOKEN@@seller.example
                Subject: Re: ticket
                Message-ID: <@ID@@client.example>
                In-Reply-To: <@QUESTION@>

                ok

                """))
        #expect(try await bench.store.outboxEntry(held.id)?.state == .queued)
        #expect(try await pass() == 0)
    }

    @Test("where both are due at once, only the louder one is written")
    func lateStart() async throws {
        let bench = try await DeskBench()
        try await bench.send("It comes tomorrow.")
        try await bench.send("It comes tomorrow.")
        bench.advance(.seconds(200_000))
        #expect(try await HeldReminders(bench.bridge).pass() == 1)
        bench.advance(.seconds(200_000))
        #expect(try await HeldReminders(bench.bridge).pass() == 0)
        #expect(try await bench.journal().count { $0.hasPrefix("held-") } == 1)
    }

    @Test("what no agent has to answer is not reminded of", arguments: ["admin", "shadow", nil])
    func others(reason: String?) async throws {
        let bench = try await DeskBench()
        try await bench.send("It comes tomorrow.")
        try await bench.send("It comes tomorrow.")
        let held = try #require(try await bench.outbox().last)
        try await bench.store.move(
            held.id, from: [.held], to: reason == nil ? .dropped : .held, reason: reason, at: bench.bridge.now())
        bench.advance(.seconds(200_000))
        #expect(try await HeldReminders(bench.bridge).pass() == 0)
    }

    @Test("a question about money is withdrawn a day after its code ran out, and nobody is reminded of it meanwhile")
    func forgottenMoney() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .command, "asked: refund", on: ticket) { fixture, intake in
                var entry = fixture.answer("Refund: all", on: ticket)
                entry.task = try TaskNote(.refund([], reason: "18")).json()
                entry.state = .held
                entry.reason = HoldCause.confirmAction.rawValue
                intake.outbox = entry
                intake.moneyRequest = MoneyRequest(
                    step: .confirm, askedBy: "anna@seller.example", command: "refund", arguments: "", amount: nil,
                    order: "", needsApproval: false, codeHash: "x", expiresAt: fixture.now + .seconds(1800))
            })
        let reminders = HeldReminders(fixture.context)
        fixture.advance(.seconds(1800 + 86_400))
        #expect(try await reminders.pass() == 0)
        #expect(try await fixture.entry(id).state == .held)
        fixture.advance(.seconds(1))
        #expect(try await reminders.pass() == 0)
        #expect(try await fixture.entry(id).state == .dropped)
    }
}

import Domain
import Store
import Testing

/// Deadlines that move while people are reminded of them.
extension TeamWatchTests {
    @Test("when a deadline moves, people are reminded of the new one, each time once")
    func moved() async throws {
        let ticket = try await waiting("1-A", owner: "ben")
        let began = fixture.now
        func move(to seconds: Int64) async throws {
            try await store.update(
                ticket.id, TicketUpdate(waitingSince: .some(began), deadline: .some(began + .seconds(seconds))),
                at: fixture.now)
        }
        fixture.advance(.seconds(43_200))
        #expect(try await mails().map(\.to) == [["ben@seller.example"]])
        // The same deadline once more, as each news of the conversation names it.
        try await move(to: 86_400)
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(86_400))
        #expect(try await mails().first?.subject.hasPrefix("OVERDUE since ") == true)
        try await move(to: 4 * 86_400)
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(43_200))
        let half = try await mails()
        #expect(half.map(\.to) == [["ben@seller.example"]])
        #expect(half.first?.text.contains("noch 48 h 00 min") == true)
        #expect(try await mails().isEmpty)
        // Later than half of the time, whichever way it moves: at once, and once.
        for seconds in [3 * 86_400 + 7200, 3 * 86_400] as [Int64] {
            try await move(to: seconds)
            #expect(try await mails().map(\.to) == [["ben@seller.example"]], "\(seconds)")
            #expect(try await mails().isEmpty)
        }
    }

    @Test("a deadline that an edited clock moves is reminded of anew")
    func recounted() async throws {
        let ticket = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(90_000))
        #expect(try await mails().count == 1)
        let known = try #require(try await store.ticket(ticket.id))
        let entry = JournalEntry(at: fixture.now, event: "deadline-moved", ticket: ticket.id, detail: nil)
        #expect(
            try await store.recount(known, to: fixture.now + .seconds(60), entry, at: fixture.now))
        fixture.advance(.seconds(60))
        #expect(try await mails().first?.subject.hasPrefix("OVERDUE since ") == true)
        #expect(try await mails().isEmpty)
    }

    @Test("a reminder that was written for a deadline which moved meanwhile is not taken for one of the new")
    func overtaken() async throws {
        let ticket = try await waiting("1-A", owner: "ben")
        var round = TeamRound()
        round.reminders = [
            .init(ticket: ticket.id, since: fixture.now, deadline: fixture.now + .seconds(99), percent: 50)
        ]
        try await store.commit(round, at: fixture.now)
        #expect(try await store.openWaits(limit: 9).map(\.reminded) == [nil])
        round.reminders[0].deadline = fixture.now + .seconds(86_400)
        try await store.commit(round, at: fixture.now)
        #expect(try await store.openWaits(limit: 9).map(\.reminded) == [50])
    }
}

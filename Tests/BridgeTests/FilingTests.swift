import Domain
import Routing
import Testing

@testable import Bridge
@testable import Store

@Suite("Where ticket mails lie, and what agents say by moving them") struct FilingTests {
    private static let noon = Fixtures.now
    private static let night = noon + .seconds(43_200)

    private static func ticket(
        _ state: TicketState, due: Duration? = nil, owner: String? = nil
    ) async throws -> Ticket {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await f.openTicket()
        try await f.store.update(
            ticket.id,
            TicketUpdate(
                state: state, waitingSince: .some(due.map { _ in noon }), deadline: .some(due.map { noon + $0 }),
                owner: owner), at: f.now)
        return try #require(try await f.store.ticket(ticket.id))
    }

    @Test(
        "the shelf follows from state, deadline and problems",
        arguments: [
            (TicketState.open, 3600, false, TicketShelf.dueToday), (.open, 50_000, false, .open),
            (.open, -10, false, .dueToday), (.open, nil, false, .open), (.pending, nil, false, .waiting),
            (.closed, nil, false, .done), (.open, 3600, true, .problems), (.closed, nil, true, .problems),
        ] as [(TicketState, Int64?, Bool, TicketShelf)])
    func shelf(state: TicketState, due: Int64?, hasProblem: Bool, shelf: TicketShelf) async throws {
        let ticket = try await Self.ticket(state, due: due.map { .seconds($0) })
        #expect(TicketShelf(ticket, hasProblem: hasProblem, endOfDay: Self.night) == shelf)
    }

    @Test("keywords say due, late, waiting and the owner, and are atoms")
    func keywords() async throws {
        func keywords(_ ticket: Ticket) -> [String] {
            StateKeywords.of(ticket, endOfDay: Self.night, at: Self.noon)
        }
        #expect(keywords(try await Self.ticket(.open, due: .seconds(60))) == ["$mb_due"])
        #expect(keywords(try await Self.ticket(.open, due: .seconds(-60))) == ["$mb_late"])
        #expect(keywords(try await Self.ticket(.open, due: .seconds(90_000))).isEmpty)
        #expect(
            keywords(try await Self.ticket(.pending, owner: "Zoë K.")) == ["$mb_waiting", "$mb_owner_Zo__K."])
        #expect(keywords(try await Self.ticket(.closed, owner: "anna")).isEmpty)
        #expect(!StateKeywords.isOne("$mb_sent"))
        #expect(!StateKeywords.isOne("vip"))
    }

    @Test("a plan moves what lies elsewhere, changes the keywords that are ours, and groups both")
    func plan() {
        func mail(_ id: Int64, _ folder: String, _ keywords: [String], uid: UInt32? = 7) -> PlacedMail {
            PlacedMail(
                id: id, ticket: TicketID(id % 2), mailbox: "shop", folder: folder, uidValidity: 1, uid: uid,
                keywords: keywords)
        }
        let wishes = [
            TicketID(0): FilingPlan.Wish(folder: "Done", keywords: []),
            TicketID(1): FilingPlan.Wish(folder: nil, keywords: ["$mb_due"]),
        ]
        let plan = FilingPlan(
            [
                mail(2, "A", ["vip", "$mb_late"]), mail(4, "A", []), mail(6, "Done", []), mail(8, "A", [], uid: nil),
                mail(1, "A", []), mail(3, "A", ["$mb_due"]),
            ], wishes)
        let place = FilingPlan.Place(mailbox: "shop", folder: "A", uidValidity: 1)
        #expect(plan.moves.mapValues { $0.map(\.id) } == [FilingPlan.Move(from: place, folder: "Done"): [2, 4]])
        #expect(
            plan.marks.mapValues { $0.map(\.id) } == [
                FilingPlan.Mark(place: place, keyword: "$mb_late", isAdded: false): [2],
                FilingPlan.Mark(place: place, keyword: "$mb_due", isAdded: true): [1],
            ])
    }

    private static var filing: TicketingSettings.Filing {
        var filing = TicketingSettings.Filing()
        filing.folders = [.done: "M/Done", .dueToday: "M/Due today"]
        filing.noReplyNeeded = "M/No reply"
        return filing
    }

    @Test(
        "moving means something only where it changes how the ticket stands",
        arguments: [
            (TicketState.open, true, "M/Conrad", "M/Done", MailGesture.close),
            (.pending, false, "M/Conrad", "M/Done", .close),
            (.closed, false, "M/Conrad", "M/Done", nil), (.open, true, "M/Done", "M/Done", nil),
            (.open, true, "M/Conrad", "M/No reply", .noReply), (.pending, false, "M/Conrad", "M/No reply", nil),
            (.closed, false, "M/Done", "M/Conrad", .reopen), (.pending, false, "M/No reply", "M/Conrad", .reopen),
            (.open, true, "M/Done", "M/Conrad", nil), (.closed, false, "M/Due today", "M/Conrad", nil),
            (.closed, false, "M/Conrad", "M/Conrad", nil),
        ] as [(TicketState, Bool, String, String, MailGesture?)])
    func gestures(state: TicketState, isOwed: Bool, from: String, to: String, meaning: MailGesture?) async throws {
        let ticket = try await Self.ticket(state, due: isOwed ? .seconds(3600) : nil)
        #expect(MailGesture(ticket, in: to, from: from, Self.filing) == meaning)
    }

    @Test(
        "the subject says what is left in the last quarter, and nothing before",
        arguments: [(86_400, nil), (21_600, "(6h) "), (2700, "(45m) "), (-60, "(-1m) "), (-7200, "(-2h) ")]
            as [(Int64, String?)])
    func subject(left: Int64, prefix: String?) async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        var ticket = try await f.openTicket()
        ticket.waitingSince = f.now - .seconds(86_400 - left)
        ticket.deadline = f.now + .seconds(left)
        let subject = f.context.composer(f.account, ticket).subject(nil)
        #expect(subject.hasPrefix("\(prefix ?? "")[Conrad 12345-A]"))
    }
}

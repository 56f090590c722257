import Domain
import GRDB
@testable import Store
import Testing

@Suite("Store: looking for tickets") struct SearchTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    /// A ticket of `marketplace` that was last touched `age` seconds ago.
    private func ticket(
        _ order: String, at marketplace: MarketplaceName = "conrad", age: Int = 0,
        _ change: (inout TicketUpdate) -> Void
    ) async throws -> TicketID {
        let ticket = try await store.openTicket(
            marketplace: marketplace, order: OrderNumber(order), thread: nil, fallback: "", token: order,
            at: fixture.now)
        var update = TicketUpdate()
        change(&update)
        try await store.update(ticket.id, update, at: fixture.now - .seconds(age))
        return ticket.id
    }

    private func say(_ text: String, in ticket: TicketID, id: RemoteMessageID, name: String = "B") async throws {
        let key = fixture.key(UInt32.random(in: 1...UInt32.max))
        var intake = Intake(mail: key, outcome: fixture.outcome(.update, ticket: ticket, id: id.text))
        intake.messages = [
            NewMessage(
                ticket: ticket, remoteID: id, thread: nil, role: .buyer, authorName: name, text: text,
                createdAt: fixture.now, source: .api)
        ]
        _ = try await store.commit(intake, at: fixture.now)
    }

    private func found(_ change: (inout TicketQuery) -> Void) async throws -> [TicketID] {
        var query = TicketQuery()
        change(&query)
        return try await store.tickets(query).map(\.id)
    }

    @Test("a ticket is found by each thing that is known of it, and by all together")
    func conditions() async throws {
        let first = try await ticket("1-A", age: 300) {
            $0.state = .open
            $0.owner = "anna"
            $0.kind = .return
            $0.tags = ["vip", "glass"]
        }
        let second = try await ticket("2-A", at: "bol", age: 200) {
            $0.state = .open
            $0.owner = "bert"
            $0.kind = .buyerMessage
            $0.tags = ["glass"]
        }
        let third = try await ticket("3-A", age: 100) { $0.state = .closed }
        #expect(try await found { _ in } == [third, second, first])
        #expect(try await found { $0.state = .open } == [second, first])
        #expect(try await found { $0.marketplace = "bol" } == [second])
        #expect(try await found { $0.orderNumber = "3-A" } == [third])
        #expect(try await found { $0.ticket = first } == [first])
        #expect(try await found { $0.kind = .return } == [first])
        #expect(try await found { $0.owner = "bert" } == [second])
        #expect(try await found { $0.tag = "glass" } == [second, first])
        #expect(try await found { ($0.tag, $0.state) = ("vip", .open) } == [first])
        #expect(try await found { ($0.tag, $0.state) = ("vip", .closed) } == [])
        #expect(try await found { ($0.state, $0.marketplace, $0.owner) = (.open, "conrad", "anna") } == [first])
        #expect(try await found { $0.since = fixture.now - .seconds(200) } == [third, second])
        #expect(try await found { $0.until = fixture.now - .seconds(200) } == [first])
        #expect(try await found { ($0.tag, $0.until) = ("glass", fixture.now - .seconds(200)) } == [first])
        #expect(try await store.ticket(first)?.tags == ["vip", "glass"])
        #expect(try await store.ticket(first)?.kindSince == fixture.now - .seconds(300))
    }

    @Test("tags are added to those that are there, and what is touched moves to the front of their lists")
    func tags() async throws {
        let first = try await ticket("1-A", age: 300) { $0.tags = ["a\"b\\c"] }
        let second = try await ticket("2-A", age: 200) { $0.tags = ["a\"b\\c"] }
        #expect(try await found { $0.tag = "a\"b\\c" } == [second, first])
        var update = TicketUpdate()
        update.tags = ["late", "a\"b\\c"]
        try await store.update(first, update, at: fixture.now)
        #expect(try await found { $0.tag = "a\"b\\c" } == [first, second])
        #expect(try await store.ticket(first)?.tags == ["a\"b\\c", "late"])
    }

    @Test("a list goes on behind the last ticket of the one before, also among equal times")
    func pages() async throws {
        var all: [TicketID] = []
        for number in 1...7 {
            all.append(
                try await ticket("\(number)-A", age: number / 3) {
                    $0.tags = ["t"]
                    ($0.waitingSince, $0.deadline) = (fixture.now, fixture.now + .seconds(Int64(number / 3)))
                })
        }
        for change: (inout TicketQuery) -> Void in [
            { _ in }, { $0.tag = "t" }, { $0.order = .deadline }, { $0.text = SearchText("A") },
        ] {
            var paged: [TicketID] = []
            while let page = Optional(
                try await found {
                    change(&$0)
                    $0.limit = 2
                    $0.after = paged.last
                }), !page.isEmpty
            { paged += page }
            #expect(paged == (try await found(change)))
            #expect(Set(paged) == Set(all))
            #expect(paged.count == 7)
        }
        await #expect(throws: StoreError.self) { _ = try await found { $0.after = TicketID(99) } }
    }

    @Test("answers that are owed are listed by their deadline")
    func deadlines() async throws {
        let late = try await ticket("1-A") { $0.deadline = fixture.now + .seconds(9) }
        _ = try await ticket("2-A") { $0.state = .pending }
        let soon = try await ticket("3-A", age: 99) { $0.deadline = fixture.now - .seconds(9) }
        #expect(try await found { $0.order = .deadline } == [soon, late])
    }

    @Test(
        "words are found however they are written",
        arguments: [
            ("Grüße aus Köln", "grusse"), ("Grüße aus Köln", "GRÜSSE"), ("Grüße aus Köln", "Gruesse Koeln"),
            ("Gruesse aus Koeln", "grüße köln"), ("Maß und Łódź", "mass lodz"), ("Masse", "Maße"),
            ("déjà vu", "deja"), ("Pakete kommen nicht an", "paket"), ("Pakete kommen nicht an", "\"nicht an\""),
            ("Smørrebrød", "smorrebrod"), ("Where is order 4711-X?", "4711-x"), ("Zażółć gęślą jaźń", "zazolc GESLA"),
            ("Cœur", "coeur"), ("u\u{308}ber", "über"), ("über", "u\u{308}ber"),
        ])
    func words(text: String, question: String) async throws {
        let hit = try await ticket("1-A") { $0.subject = "Frage" }
        let other = try await ticket("2-A") { $0.subject = "Frage" }
        try await say(text, in: hit, id: "m1")
        try await say("something else", in: other, id: "m2")
        #expect(try await found { $0.text = SearchText(question) } == [hit])
        #expect(try await found { ($0.text, $0.state) = (SearchText(question), .closed) } == [])
    }

    @Test("what a person types is never a fault of grammar")
    func grammar() async throws {
        let hit = try await ticket("1-A") { $0.subject = "a question" }
        for text in [
            "\"", "a\"b", "NOT", "AND OR", "NEAR(a b)", "subject:a", "a*", "-a", "^a", "(a", "a)", "{a b}: c",
            "'; DROP", "a\0b",
            "\u{301}", "question \"", "* \"\" question", String(repeating: "a ", count: 5000),
            String(repeating: "x", count: 100_000), "👍🏽", "🇩🇪 question",
        ] {
            guard let words = SearchText(text) else { continue }
            _ = try await found { $0.text = words }
        }
        #expect(SearchText("?! \" *") == nil)
        #expect(try await found { $0.text = SearchText("(question*") } == [hit])
        #expect(try await found { $0.text = SearchText("quest \"\"") } == [hit])
        #expect(try await found { $0.text = SearchText("\"quest\"") } == [])
    }

    @Test("the index follows what changes: subjects, answers that never arrived, tickets put together")
    func index() async throws {
        let first = try await ticket("1-A") { $0.subject = "Kettle" }
        let second = try await ticket("2-A") { $0.subject = "Teapot" }
        try await store.update(first, TicketUpdate(subject: "Samovar", buyerName: "Zoë Müller"), at: fixture.now)
        #expect(try await found { $0.text = SearchText("kettle") } == [])
        #expect(try await found { $0.text = SearchText("samovar zoe mueller") } == [first])
        let merged = try await store.openTicket(
            marketplace: "conrad", order: nil, thread: "t9", fallback: "", token: "t9", at: fixture.now)
        try await say("It leaks.", in: merged.id, id: "m9")
        try await store.merge(merged.id, into: second, at: fixture.now)
        #expect(try await found { $0.text = SearchText("leaks") } == [second])
        let pool = try DatabasePool(path: fixture.path)
        try await pool.write { database in
            try database.execute(sql: "UPDATE message SET text = 'It drips.'")
            try database.execute(sql: "INSERT INTO message_search (message_search) VALUES ('integrity-check')")
            try database.execute(sql: "INSERT INTO ticket_search (ticket_search) VALUES ('integrity-check')")
        }
        #expect(try await found { $0.text = SearchText("leaks") } == [])
        #expect(try await found { $0.text = SearchText("drips") } == [second])
    }

    @Test("no list of tickets reads the whole table, and none is sorted")
    func plans() async throws {
        let store = try SQLiteStore(path: fixture.path)
        _ = try await ticket("1-A") { $0.deadline = fixture.now }
        let changes: [(inout TicketQuery) -> Void] = [
            { _ in }, { $0.state = .open }, { $0.marketplace = "conrad" }, { $0.owner = "anna" }, { $0.kind = .return },
            { $0.tag = "vip" }, { ($0.tag, $0.state, $0.owner) = ("vip", .open, "anna") },
            { ($0.since, $0.until) = (fixture.now, fixture.now) }, { ($0.state, $0.since) = (.closed, fixture.now) },
            { $0.after = TicketID(1) }, { ($0.tag, $0.after) = ("vip", TicketID(1)) },
            { $0.order = .deadline }, { ($0.order, $0.state, $0.after) = (.deadline, .open, TicketID(1)) },
            { $0.ticket = TicketID(1) },
        ]
        for change in changes {
            var query = TicketQuery()
            change(&query)
            let plan = try await plan(query, store)
            #expect(!plan.isEmpty)
            for step in plan {
                let isWalk = step.hasPrefix("SCAN ticket USING INDEX ticket_by_")
                #expect(isWalk || !step.contains("SCAN"), "\(query): \(step)")
                #expect(!step.contains("TEMP B-TREE"), "\(query): \(step)")
            }
        }
        let byWords = TicketQuery(state: .open, marketplace: "conrad")
        for index in WordIndex.allCases {
            for step in try await plan(store, { _ in index.tickets(byWords, matching: "words") }) {
                #expect(!step.contains("SCAN") || step.contains("VIRTUAL TABLE INDEX"), "\(step)")
                #expect(!step.contains("TEMP B-TREE"), "\(step)")
            }
        }
        var byOrder = TicketQuery()
        byOrder.orderNumber = "1-A"
        #expect(try await plan(byOrder, store).contains { $0.contains("ticket_by_order (order_number=?)") })
    }

    private func plan(_ query: TicketQuery, _ store: SQLiteStore) async throws -> [String] {
        try await plan(store) { try SQLiteStore.statement(query, in: $0) }
    }

    private func plan(
        _ store: SQLiteStore, _ statement: @Sendable @escaping (Database) throws -> TicketStatement
    ) async throws -> [String] {
        try await store.read { database in
            let statement = try statement(database)
            return try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN \(statement.sql)", arguments: statement.arguments
            ).map { $0["detail"] }
        }
    }
}

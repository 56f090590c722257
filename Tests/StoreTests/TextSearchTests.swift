import Domain
import GRDB
@testable import Store
import TestSupport
import Testing

/// Whichever way a search for words goes, it finds the same.
@Suite("Store: looking for words among many hits") struct TextSearchTests {
    let fixture: StoreFixture
    let store: SQLiteStore

    init() throws {
        fixture = try StoreFixture()
        store = try SQLiteStore(path: fixture.path)
    }

    /// Tickets 1 to `count`, each with a message of the same word and one that names its number; of each hundred the first is open.
    private func fill(_ count: Int) async throws {
        let now = fixture.now.milliseconds
        try await store.write { database in
            let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))"
            try database.execute(
                sql: """
                    INSERT INTO ticket (id, marketplace, conversation, state, subject, token, root, token_issued_at, tags,
                        created_at, updated_at)
                    \(numbers) SELECT i, 'conrad', i, CASE WHEN i % 100 = 1 THEN 'open' ELSE 'closed' END,
                        CASE WHEN i % 3 = 0 THEN 'Kettles' ELSE 'Question' END, 't' || i, 't' || i, 0,
                        CASE WHEN i % 7 = 0 THEN 'seven' ELSE '' END, \(now) + i, \(now) + i FROM n;
                    INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source)
                    \(numbers) SELECT i, 'conrad', 'm' || i, 'buyer', 'The kettle of ' || i || ' leaks', \(now) + i, 'api' FROM n;
                    """)
        }
    }

    private func found(_ change: (inout TicketQuery) -> Void) async throws -> [Int64] {
        var query = TicketQuery()
        change(&query)
        return try await store.tickets(query).map(\.id.number)
    }

    /// The list as it must be: by subject before by message, each newest first.
    private func listed(_ count: Int64, _ isMeant: (Int64) -> Bool) -> [Int64] {
        let all = (1...count).reversed().filter(isMeant)
        return all.filter { $0 % 3 == 0 } + all.filter { $0 % 3 != 0 }
    }

    @Test("few tickets that meet the other conditions are found behind many hits, in the order of the hits")
    func rareCondition() async throws {
        try await fill(3000)
        let text = SearchText("kettle")
        let open = listed(3000) { $0 % 100 == 1 }
        #expect(try await found { ($0.text, $0.state) = (text, .open) } == open)
        let period = (
            since: Timestamp(milliseconds: fixture.now.milliseconds + 100),
            until: Timestamp(milliseconds: fixture.now.milliseconds + 131)
        )
        let within = listed(3000) { (100..<131).contains($0) }
        #expect(try await found { ($0.text, $0.since, $0.until) = (text, period.since, period.until) } == within)
        #expect(try await found { ($0.text, $0.ticket) = (text, TicketID(5)) } == [5])
        #expect(try await found { ($0.text, $0.state, $0.tag) = (text, .open, "seven") } == open.filter { $0 % 7 == 0 })
        #expect(try await found { ($0.text, $0.owner) = (text, "nobody") } == [])
    }

    @Test("a list of hits goes on behind its last ticket, whichever way it was found")
    func pages() async throws {
        try await fill(1500)
        for (change, all) in [
            ({ $0.state = .open }, listed(1500) { $0 % 100 == 1 }),
            ({ $0.tag = "seven" }, listed(1500) { $0 % 7 == 0 }),
            ({ _ in }, listed(1500) { _ in true }),
        ] as [((inout TicketQuery) -> Void, [Int64])] {
            var paged: [Int64] = []
            while true {
                let page = try await found {
                    change(&$0)
                    $0.text = SearchText("kettle")
                    $0.limit = 40
                    $0.after = paged.last.map { TicketID($0) }
                }
                if page.isEmpty { break }
                paged += page
            }
            #expect(paged == all)
        }
    }

    @Test("a ticket that became part of another is found by its words as that other one, also behind many hits")
    func merged() async throws {
        try await fill(2000)
        try await store.write { database in
            try database.execute(
                sql:
                    "UPDATE ticket SET merged_into = 1, subject = 'Kettles' WHERE id = 2; UPDATE ticket SET owner = 'anna' WHERE id = 1"
            )
        }
        #expect(try await found { ($0.text, $0.owner) = (SearchText("kettles"), "anna") } == [1])
    }

    @Test("whatever the words, their beginnings are found where a plain search finds them, in the order of the hits")
    func plainSearch() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("TextSearchTests.plainSearch seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        // Beginnings of each other, frequent and rare.
        let words = ["gros", "gross", "grosse", "grossen", "grosser", "farbe", "farben", "farb", "x", "xy"]
        func sentence(_ most: Int) -> [String] {
            (0..<Int.random(in: 1...most, using: &generator)).map { _ in
                words[min(Int.random(in: 0..<12, using: &generator), Int.random(in: 0..<10, using: &generator))]
            }
        }
        // By the numbers of the tickets and of the messages, which belong to tickets one after the other, in rounds.
        let subjects = (0..<60).map { _ in sentence(2) }
        let messages = (0..<400).map { _ in sentence(4) }
        try await store.write { database in
            for (number, subject) in subjects.enumerated() {
                try database.execute(
                    sql: """
                        INSERT INTO ticket (id, marketplace, conversation, state, subject, token, root, token_issued_at,
                            created_at, updated_at) VALUES (?1, 'conrad', ?1, ?2, ?3, ?1, ?1, 0, 0, 0)
                        """,
                    arguments: [number + 1, number % 9 == 0 ? "open" : "closed", subject.joined(separator: " ")])
            }
            for (number, text) in messages.enumerated() {
                try database.execute(
                    sql: """
                        INSERT INTO message (id, ticket_id, marketplace, remote_id, role, text, created_at, source)
                            VALUES (?1, ?2, 'conrad', ?1, 'buyer', ?3, 0, 'api')
                        """, arguments: [number + 1, number % 60 + 1, text.joined(separator: " ")])
            }
        }
        for _ in 0..<60 {
            let beginnings = sentence(3).map { $0.prefix(Int.random(in: 1...6, using: &generator)) }
            func holds(_ text: [String]) -> Bool {
                beginnings.allSatisfy { beginning in text.contains { $0.hasPrefix(beginning) } }
            }
            var listed: [Int64] = []
            let isOpenOnly = Bool.random(using: &generator)
            for ticket in subjects.indices.reversed().filter({ holds(subjects[$0]) })
                + messages.indices.reversed().filter({ holds(messages[$0]) }).map({ $0 % 60 })
            where !isOpenOnly || ticket % 9 == 0 {
                if !listed.contains(Int64(ticket + 1)) { listed.append(Int64(ticket + 1)) }
            }
            let text = beginnings.joined(separator: " ")
            let limit = Int.random(in: 1...60, using: &generator)
            let found = try await found {
                ($0.text, $0.state, $0.limit) = (SearchText(text), isOpenOnly ? .open : nil, limit)
            }
            #expect(found == Array(listed.prefix(limit)), "seed \(seed): \(text)")
        }
    }

    @Test("the words that begin with a beginning are known, in the index's own spelling, and are not too many")
    func completions() async throws {
        _ = try await store.openTicket(
            marketplace: "conrad", order: nil, thread: nil, fallback: "x", token: "x", at: fixture.now)
        func completions(_ beginning: String) async throws -> [String]? {
            try await store.read { try WordIndex.message.completions(of: beginning, in: $0) }
        }
        func say(_ text: String) async throws {
            try await store.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source)
                            VALUES (1, 'conrad', hex(randomblob(8)), 'buyer', ?, 0, 'api')
                        """, arguments: [text])
            }
        }
        try await say("Größe grosse GRÖSSEN groß gross1 grostesk große Größenangabe grab")
        try await say("grosse Größen")
        #expect(
            try await completions("gröss")
                == ["gross", "gross1", "grosse", "grossen", "grossenangabe"])
        #expect(try await completions("grosse") == ["grosse", "grossen", "grossenangabe"])
        #expect(try await completions("nothing") == ["nothing"])
        #expect(try await completions("жук") == nil)
        try await say((0..<40).map { "many\($0)" }.joined(separator: " "))
        #expect(try await completions("many") == nil)
        #expect(try await completions("many1") == ["many1"] + (0..<10).map { "many1\($0)" })
        #expect(try await found { $0.text = SearchText("many") } == [1])
    }

    @Test("every Latin letter is spelled as the index spells it, or left to the index")
    func letters() async throws {
        _ = try await store.openTicket(
            marketplace: "conrad", order: nil, thread: nil, fallback: "x", token: "x", at: fixture.now)
        let letters = (0xC0...0x24F).compactMap(Unicode.Scalar.init).filter(\.properties.isAlphabetic)
        #expect(letters.count > 300)
        for (number, letter) in letters.enumerated() {
            // Words of their own, so that one letter is not found for another.
            let word = "q\(letter)w\(number)q"
            try await store.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source)
                            VALUES (1, 'conrad', ?, 'buyer', ?, 0, 'api')
                        """, arguments: [number, word])
            }
            for question in [word, String(word.dropLast())] {
                #expect(try await found { $0.text = SearchText(question) } == [1], "\(question)")
            }
        }
    }
}

@Suite("Store: parts of an index that are read") struct EntryRangesTests {
    @Test(
        "all entries lie in the ranges, which are few, apart, from the last to the first, and leave the widest gaps out"
    )
    func ranges() {
        var generator = SystemRandomNumberGenerator()
        #expect(EntryRanges([], atMost: 3, gap: 1).ranges.isEmpty)
        #expect(EntryRanges([7], atMost: 1, gap: 1).ranges == [7...7])
        #expect(EntryRanges([1, 2, 3, 9, 10, 50], atMost: 2, gap: 1).ranges == [50...50, 1...10])
        #expect(EntryRanges([1, 2, 3, 9, 10, 50], atMost: 9, gap: 1).ranges == [50...50, 9...10, 1...3])
        #expect(EntryRanges([1, 2, 3, 9, 10, 50], atMost: 9, gap: 6).ranges == [50...50, 1...10])
        for _ in 0..<200 {
            let entries = Set(
                (0..<Int.random(in: 1...60, using: &generator)).map { _ in Int64.random(in: 0...500, using: &generator)
                })
            let most = Int.random(in: 1...20, using: &generator)
            let ranges = EntryRanges(entries, atMost: most, gap: 1).ranges
            #expect(ranges.count <= most, "\(entries)")
            #expect(entries.allSatisfy { entry in ranges.contains { $0.contains(entry) } }, "\(entries)")
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.lowerBound > $1.upperBound + 1 }, "\(entries)")
            #expect(
                ranges.allSatisfy { entries.contains($0.lowerBound) && entries.contains($0.upperBound) }, "\(entries)")
        }
    }
}

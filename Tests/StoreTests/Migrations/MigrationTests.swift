import Domain
import FoundationEssentials
import GRDB
import Glibc
import TestSupport
import Testing

@testable import Store

@Suite("Store: schema versions")
struct MigrationTests {
    /// When the rows of an old store were fresh.
    private static let then = Timestamp(milliseconds: 4000)

    /// Everything in it is there, found, and in order.
    /// - Parameter delivered: mails that were handed over since
    private func expectWhole(_ path: String, delivered: Int? = nil) async throws {
        let store = try SQLiteStore(path: path)
        let audit = try await store.audit(at: Self.then)
        #expect(audit.findings.isEmpty, "\(audit.findings)")
        var outcomes = ["ticket": 1, "reply": 1, "quarantined": 1]
        outcomes["pending"] = delivered
        #expect(audit.outcomes == outcomes)
        let ticket = try #require(try await store.tickets(order: "1-A").first)
        #expect(try await store.messages(of: ticket.id).map(\.text).count == 3)
        let answers = try await store.outbox(of: ticket.id)
        #expect(answers.map(\.state) == [.confirmed, .held])
        #expect(answers.map(\.doubtedAt) == [nil, Timestamp(milliseconds: 3500)])
        #expect(try await store.journal(of: ticket.id).map(\.detail) == ["ruft an"])
        var query = TicketQuery(limit: 9)
        query.text = SearchText("strassenlampe")
        #expect(try await store.tickets(query).map(\.id) == [ticket.id])
        query.text = SearchText("zoe gross")
        #expect(try await store.tickets(query).map(\.id) == [ticket.id])
        #expect(try await store.holdings(of: .order("1-A"), at: nil).first?.messages == 3)
        try await store.read { database in
            #expect(try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"])
            #expect(try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil)
            #expect(try SQLiteStore.migrator.hasCompletedMigrations(database))
            let course = try Row.fetchOne(database, sql: "SELECT * FROM course WHERE ticket_id = 1")
            let times: [Int64?] = [course?["asked_at"], course?["answered_at"], course?["asked_again_at"]]
            #expect(times == [1000, 2000, 3000])
        }
        try store.close()
    }

    @Test("a store of every earlier version is brought up to date with all that is in it", arguments: OldStore.versions)
    func fromEach(version: String) async throws {
        try await expectWhole(try OldStore(version).path)
    }

    private struct Interruption: Error {}

    /// The steps up to `version`, whose own fails at its very end.
    private static func failing(at version: String) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in SQLiteStore.steps {
            migrator.registerMigration(step.version) { database in
                try step.body(database)
                if step.version == version { throw Interruption() }
            }
            if step.version == version { break }
        }
        return migrator
    }

    @Test(
        "a step that fails leaves nothing behind, and succeeds the next time",
        arguments: zip(OldStore.versions, OldStore.versions.dropFirst()))
    func failing(before: String, version: String) async throws {
        let old = try OldStore(before)
        let queue = try DatabaseQueue(path: old.path)
        #expect(throws: Interruption.self) { try Self.failing(at: version).migrate(queue) }
        let pages = try await queue.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        // The disk is full, one page later with each try.
        var isDone = false
        for room in 0..<200 where !isDone {
            try await queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages + room)") }
            do {
                try SQLiteStore.migrator.migrate(queue, upTo: version)
                isDone = true
            } catch let error as DatabaseError {
                #expect(error.resultCode == .SQLITE_FULL)
                let last = try await queue.read { try SQLiteStore.migrator.completedMigrations($0).last }
                #expect(last == before)
            }
        }
        #expect(isDone)
        try queue.close()
        try await expectWhole(old.path)
    }

    @Test(
        "killed at whatever write, the program brings the store up to date when it is started again",
        .enabled(if: Binary.isBuilt))
    func killed() async throws {
        let old = try OldStore("1")
        let configuration = try Binary.configuration(besides: old.path)
        // Blocks of 512 octets that no file may grow beyond: the write that would is the last thing the process does.
        var limit = Binary.leastBlocks
        var kills = 0
        while try await Binary.deliver(configuration, blocks: limit) != 0 {
            kills += 1
            limit += 40
            try #require(limit < 20_000)
        }
        #expect(kills > 5)
        try await expectWhole(old.path, delivered: 1)
    }

    @Test(
        "processes that open an old or a new store at once take turns", .enabled(if: Binary.isBuilt),
        arguments: [true, false])
    func together(isNew: Bool) async throws {
        let path = try OldStore("1").path
        if isNew { unlink(path) }
        let configuration = try Binary.configuration(besides: path)
        let count = 6
        let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
            for number in 0..<count {
                group.addTask { try await Binary.deliver(configuration, blocks: 1 << 30, number) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 0, count: count))
        if isNew {
            #expect(try await SQLiteStore(path: path).audit(at: Self.then).outcomes == ["pending": count])
        } else {
            try await expectWhole(path, delivered: count)
        }
    }

    @Test("commands beside the service leave an older store as it is, and say who brings it up to date")
    func beside() throws {
        let before = OldStore.versions[OldStore.versions.count - 2]
        let old = try OldStore(before)
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: old.path, creating: false) }
        #expect(error?.kind == .outdated)
        #expect(error?.detail.contains("restart the service") == true)
        let queue = try DatabaseQueue(path: old.path)
        #expect(try queue.read { try SQLiteStore.migrator.completedMigrations($0).last } == before)
    }

    @Test("who waits too long for another process to bring the store up to date may try again")
    func patience() throws {
        let old = try OldStore("1")
        let lock = try SchemaLock(besides: old.path, within: .zero)
        let error = #expect(throws: StoreError.self) {
            try SQLiteStore(path: old.path, patience: .milliseconds(50)) { _ in }
        }
        #expect(error?.kind == .busy)
        _ = consume lock
        try SQLiteStore(path: old.path).close()
    }

    @Test("rows are read right while another process brings the store up to date")
    func besides() async throws {
        let fixture = try StoreFixture()
        let ticket = try await fixture.openTicket()
        #expect(try await fixture.store.openAlarms(limit: 9).isEmpty)
        let other = try DatabaseQueue(path: fixture.path)
        try await other.write { database in
            try database.execute(
                sql: """
                    INSERT INTO alarm (ticket_id, kind, raised_at, next_at, repeats) VALUES (?, 'claim-open', 1, 1, 7);
                    ALTER TABLE ticket ADD COLUMN later TEXT DEFAULT 'of a later version';
                    """, arguments: [ticket.id.number])
        }
        let alarms = try await fixture.store.openAlarms(limit: 9)
        #expect(alarms.map(\.kind) == [.claimOpen])
        #expect(alarms.map(\.repeats) == [7])
        #expect(alarms.map(\.ticket.id) == [ticket.id])
    }

    @Test("a store that a newer version wrote is refused, in words, and left as it is")
    func downgrade() throws {
        let old = try OldStore(try #require(OldStore.versions.last))
        let queue = try DatabaseQueue(path: old.path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999')") }
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: old.path) }
        #expect(error?.kind == .tooNew)
        #expect(error?.detail.contains("was written by a newer mailbridge; install that version again") == true)
        #expect(try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM message") } == 3)
    }
}

/// The built program beside the tests.
private enum Binary {
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/mailbridge"
    }()

    static let isBuilt: Bool = {
        let isBuilt = access(path, X_OK) == 0
        if !isBuilt { print("SKIPPED: killed migrations need the program at \(path) (swift build)") }
        return isBuilt
    }()

    /// The index of the write-ahead log has 32 KiB at once.
    static let leastBlocks = 64

    static func configuration(besides store: String) throws -> String {
        let file = store + ".toml"
        let text = """
            [store]
            path = "\(store)"
            [[mailbox]]
            name = "shop"
            url = "imaps://mail.example.com:993"
            user = "shop@example.com"
            password = { env = "X" }
            [[marketplace]]
            name = "conrad"
            connector = "mirakl"
            url = "https://conrad.example"
            api_key = { env = "X" }
            [[agent]]
            name = "anna"
            address = "anna@example.com"
            """
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    /// The exit status; that of a signal as shells tell it.
    static func deliver(_ configuration: String, blocks: Int, _ number: Int = 0) async throws -> Int32 {
        let result = configuration + ".status\(number)"
        let script =
            #"r=$4; ulimit -c 0; ulimit -f "$1"; echo "Subject: $r" | "$2" deliver --config "$3" >/dev/null 2>&1; echo $? >"$r.tmp"; mv "$r.tmp" "$r""#
        unlink(result)
        let process = try ChildProcess(
            "sh", ["-c", script, "sh", "\(blocks)", path, configuration, result], log: "/dev/null")
        try await eventually("the delivery ends", within: .seconds(60)) { process.hasEnded }
        return try #require(Int32(readText(result).prefix { $0 != "\n" }))
    }
}

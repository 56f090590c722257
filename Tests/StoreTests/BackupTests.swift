import Domain
import FoundationEssentials
import GRDB
import Glibc
import Testing

@testable import Store

@Suite("Store: backup")
struct BackupTests {
    let fixture: StoreFixture
    let store: SQLiteStore
    init() throws {
        fixture = try StoreFixture()
        store = try #require(fixture.store as? SQLiteStore)
    }

    private var directory: String { URL(fileURLWithPath: fixture.path).deletingLastPathComponent().path }

    @Test("a copy that is made while others write is whole, private, and the only file that is left")
    func whileWriting() async throws {
        let canary = try await CanaryTicket(fixture)
        let target = "\(directory)/copies"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
        let path = "\(target)/copy.db"
        let copy = try await withThrowingTaskGroup(of: StoreCopy?.self) { group in
            group.addTask {
                for number in 0..<200 {
                    try await fixture.store.record(
                        JournalEntry(at: fixture.now, event: "e\(number)", ticket: canary.ticket.id))
                }
                return nil
            }
            group.addTask { try await store.backUp(to: path, at: fixture.now) }
            var made: StoreCopy?
            for try await copy in group { made = copy ?? made }
            return try #require(made)
        }
        #expect(copy.path == path && copy.schema == SQLiteStore.steps.last?.version && copy.size > 4096)
        #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["copy.db"])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)

        let restored = try SQLiteStore(path: path)
        #expect(try await restored.messages(of: canary.ticket.id) == store.messages(of: canary.ticket.id))
        let audits = (try await restored.audit(at: fixture.now), try await store.audit(at: fixture.now))
        #expect(audits.0.findings == audits.1.findings && audits.0.outcomes == audits.1.outcomes)
        #expect(audits.0.posts == audits.1.posts && audits.0.tickets == audits.1.tickets)
        try restored.close()
    }

    @Test(
        "a copy knows that it is one: at its first start what waits to be sent is held, and later starts know the time")
    func restored() async throws {
        let ticket = try await fixture.openTicket()
        let entry = try #require(try await fixture.enqueue(ticket, "r1", uid: 1))
        let path = "\(directory)/copy.db"
        _ = try await store.backUp(to: path, at: fixture.now)
        #expect(try await store.begin(at: fixture.now) == nil)

        let copy = try SQLiteStore(path: path)
        let start = fixture.now + .seconds(3600)
        let first = RestoredStore(copiedAt: fixture.now, startedAt: start, held: 1)
        #expect(try await copy.begin(at: start) == first)
        let held = try #require(try await copy.outboxEntry(entry))
        #expect(held.state == .held && held.reason == RestoredStore.reason && held.doubtedAt == start)
        #expect(held.intendedAt == held.createdAt)
        let later = RestoredStore(copiedAt: fixture.now, startedAt: start)
        #expect(try await copy.begin(at: start + .seconds(3600)) == later)
        // A copy of it begins anew.
        let second = "\(directory)/second.db"
        _ = try await copy.backUp(to: second, at: start)
        #expect(try await SQLiteStore(path: second).begin(at: start + .seconds(9))?.copiedAt == start)
    }

    @Test(
        "the store itself, a file beside it and what is no file are not replaced",
        arguments: ["", "-wal", "-shm", "-journal", ".lock", ".schema-lock", "link", "linked lock", "pipe"])
    func ownPath(target: String) async throws {
        _ = try await fixture.openTicket()
        var path = fixture.path + target
        switch target {
        case "link":
            path = "\(directory)/link.db"
            try #require(link(fixture.path, path) == 0)
        case "linked lock":
            path = "\(directory)/link.lock"
            try #require(FileManager.default.createFile(atPath: "\(fixture.path).lock", contents: nil))
            try #require(link("\(fixture.path).lock", path) == 0)
        case "pipe": try #require(mkfifo(path, 0o600) == 0)
        default: break
        }
        let before = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        let error = await #expect(throws: StoreError.self) { try await store.backUp(to: path, at: fixture.now) }
        #expect(error?.kind == .cannotCreate)
        let around = try await #require(throws: StoreError.self) {
            try await store.backUp(to: path.replacing("\(directory)/", with: "\(directory)/./"), at: fixture.now)
        }
        #expect(around.kind == .cannotCreate)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == before)
        #expect(try await store.audit(at: fixture.now).tickets == 1)
        #expect(try await SQLiteStore(path: fixture.path).audit(at: fixture.now).tickets == 1)
    }

    @Test("a later copy replaces an earlier one; where none can be made, nothing is left")
    func replaced() async throws {
        let path = "\(directory)/copy.db"
        _ = try await store.backUp(to: path, at: fixture.now)
        _ = try await fixture.openTicket()
        _ = try await store.backUp(to: path, at: fixture.now)
        #expect(try await SQLiteStore(path: path).audit(at: fixture.now).tickets == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
        #expect(!names.contains { $0.hasSuffix(".part") })
        await #expect(throws: StoreError.self) {
            try await store.backUp(to: "\(directory)/nowhere/copy.db", at: fixture.now)
        }
    }
}

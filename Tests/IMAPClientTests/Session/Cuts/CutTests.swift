import TestSupport
import Testing

@testable import IMAPClient

/// Connections to a real server that break after every single byte of a recorded session, in either direction.
///
/// One after the other, since each keeps the machine busy.
@Suite(.enabled(if: DovecotServer.isAvailable), .serialized, .timeLimit(.minutes(5)))
struct CutTests {
    @Test("a watcher whose connection breaks after any byte delivers every mail once and in order")
    func watch() async throws {
        let server = try await CutServer.shared.value
        let session = try await WatchCutLane(server, user: "watch0").measure()
        #expect(session.fromServer > 1000 && session.fromClient > 200)
        // Many lanes, because the server takes half a second to announce a mail.
        try await CutList(everyByteOf: session).carryOut(lanes: 24) {
            try await WatchCutLane(server, user: "watch\($0)")
        }
    }

    @Test("a mail that is filed over a connection that breaks after any byte is there once, with the UID that was told")
    func append() async throws {
        let server = try await CutServer.shared.value
        let session = try await AppendCutLane(server, user: "append0").measure()
        #expect(session.fromServer > 500 && session.fromClient > 100)
        try await CutList(everyByteOf: session).carryOut(lanes: 8) {
            try await AppendCutLane(server, user: "append\($0)")
        }
    }

    @Test("a mail that is moved over a connection that breaks after any byte is in one of the two folders, then moved")
    func move() async throws {
        let server = try await CutServer.shared.value
        let session = try await MoveCutLane(server, user: "move0").measure()
        #expect(session.fromServer > 500 && session.fromClient > 100)
        try await CutList(everyByteOf: session).carryOut(lanes: 8) { try await MoveCutLane(server, user: "move\($0)") }
    }

    @Test("without MOVE nothing is lost either", arguments: [UInt64.random(in: 0...UInt64.max)])
    func copy(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let server = try await CutServer.withoutMove.value
        let session = try await MoveCutLane(server, user: "move0", isAtomic: false).measure()
        try await CutList(every: 9, of: session, using: &generator).carryOut(lanes: 8) {
            try await MoveCutLane(server, user: "move\($0)", isAtomic: false)
        }
    }

    @Test(
        "two folders that are watched over one connection get their mails once and in order",
        arguments: [UInt64.random(in: 0...UInt64.max)])
    func severalFolders(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let server = try await CutServer.shared.value
        let session = try await SeveralFoldersCutLane(server, user: "several0").measure()
        try await CutList(every: 17, of: session, using: &generator).carryOut(lanes: 16) {
            try await SeveralFoldersCutLane(server, user: "several\($0)")
        }
    }

    @Test("breaks within records of TLS change nothing", arguments: [UInt64.random(in: 0...UInt64.max)])
    func overTLS(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let server = try await CutServer.shared.value
        let watched = try await WatchCutLane(server, user: "watch30", overTLS: true).measure()
        let watching = CutList(25, placesOf: watched, using: &generator)
        try await watching.carryOut(lanes: 5) {
            try await WatchCutLane(server, user: "watch\(30 + $0)", overTLS: true)
        }
        let filed = try await AppendCutLane(server, user: "append30", overTLS: true).measure()
        let filing = CutList(25, placesOf: filed, using: &generator)
        try await filing.carryOut(lanes: 5) { try await AppendCutLane(server, user: "append\(30 + $0)", overTLS: true) }
    }
}

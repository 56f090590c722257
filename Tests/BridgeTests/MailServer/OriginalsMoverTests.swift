import Domain
import IMAPClient
import Store
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite(
    "Mails that were dealt with, on their way to their folder", .enabled(if: DovecotServer.isAvailable),
    .timeLimit(.minutes(5)))
struct OriginalsMoverTests {
    /// The mail lies in a folder, was dealt with, and is to be moved.
    private func settle(
        _ served: ServedBridge, uid: UInt32, in folder: String, _ validity: UIDValidity = UIDValidity(1)
    ) async throws {
        let key = MailKey(account: "service", folder: folder, uidValidity: validity.number, uid: uid)
        let outcome = Outcome(
            .ticket, reason: "x", ticket: served.bench.ticket.id, messageID: "\(folder).\(uid)@x", contentHash: "0",
            moveTo: "Old")
        _ = try await served.bench.store.commit(Intake(mail: key, outcome: outcome), at: served.bench.bridge.now())
    }

    @Test("those of a folder that was removed are tried less and less often, and hold up no others")
    func removed() async throws {
        let served = try await ServedBridge()
        let mover = OriginalsMover(served.bridge, connections: served.connections)
        var rests = OriginalsMover.Rests()
        try await settle(served, uid: 70, in: "Gone")
        try await mover.pass(&rests)
        #expect(served.events(.moveFailed) == 1)

        let mail = Array("Subject: x\r\n\r\nx\r\n".utf8)
        let written = try await served.connection.append(mail, messageID: nil, to: .inbox)
        let validity = try #require(written.uidValidity)
        try await settle(served, uid: try #require(written.uid).number, in: "INBOX", validity)
        try await mover.pass(&rests)
        #expect(try await served.count(in: "Old") == 1)
        #expect(served.events(.moveFailed) == 1, "it rests, whatever else comes")

        var pauses: [Duration] = []
        for failures in 2...8 {
            let pause = rests.pause(at: served.bridge.now())
            pauses.append(pause)
            // Longer rests than the longest pause between two looks are slept through in several.
            for _ in 0..<5 where rests.pause(at: served.bridge.now()) > .zero {
                try await mover.pass(&rests)
                #expect(served.events(.moveFailed) == failures - 1)
                served.bench.advance(rests.pause(at: served.bridge.now()))
            }
            try await mover.pass(&rests)
            #expect(served.events(.moveFailed) == failures)
        }
        #expect(pauses.first.map { (.seconds(15)...Duration.seconds(30)).contains($0) } == true, "\(pauses)")
        #expect(pauses.last == .seconds(300), "\(pauses)")

        // Whoever puts the folder back sees it emptied at the next look.
        try await served.bench.store.moved([MailKey(account: "service", folder: "Gone", uidValidity: 1, uid: 70)])
        try await mover.pass(&rests)
        #expect(rests.pause(at: served.bridge.now()) == .seconds(300), "what is settled rests no more")
    }

    @Test("a server that is down is tried again at once when it is back")
    func down() async throws {
        let served = try await ServedBridge()
        let mover = OriginalsMover(served.bridge, connections: served.connections)
        let mail = Array("Subject: x\r\n\r\nx\r\n".utf8)
        let written = try await served.connection.append(mail, messageID: nil, to: .inbox)
        try await settle(
            served, uid: try #require(written.uid).number, in: "INBOX", try #require(written.uidValidity))
        try await served.server.crash()
        var rests = OriginalsMover.Rests()
        try await mover.pass(&rests)
        #expect(served.events(.moveFailed) == 1)
        #expect(rests.pause(at: served.bridge.now()) == .seconds(30))
        try await served.server.startAgain()
        try await mover.pass(&rests)
        #expect(try await served.count(in: "Old") == 1)
    }
}

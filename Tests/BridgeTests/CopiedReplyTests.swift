import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

/// One reply that comes along two ways, which change its bytes: the agent's copy of sent mail and the delivered mail.
@Suite("A reply that arrives twice, in different bytes") struct CopiedReplyTests {
    private static func encodedAnew(_ mail: [UInt8]) -> [UInt8] {
        let text = String(decoding: mail, as: UTF8.self)
        return Array(
            text.replacing("Encoding: 8bit", with: "Encoding: quoted-printable").replacing("ü", with: "=C3=BC").utf8)
    }

    @Test("is one answer, and nobody is asked about the other")
    func once() async throws {
        let bench = try await DeskBench()
        let mail = try await bench.mail("Morgen früh.")
        try await bench.receive(mail)
        try await bench.receive(Self.encodedAnew(mail), in: "Sent")
        #expect(try await bench.outbox().map(\.state) == [.queued])
        try await bench.dispatch()
        bench.advance(.seconds(1200))
        try await bench.receive(Self.encodedAnew(mail), in: "Archive")
        try await bench.dispatch()
        #expect(bench.connector.posts.count == 1)
        #expect(try await bench.mails().contains { $0.kind == .question } == false)
        let outcome = try await bench.store.outcome(
            of: MailKey(account: "service", folder: "Archive", uidValidity: 1, uid: bench.lastUID))
        #expect(outcome?.kind == .ignored && outcome?.reason == IntakeRule.duplicate.rawValue)
    }

    @Test("is not sent after all once its agent has taken it back")
    func withdrawn() async throws {
        let bench = try await DeskBench(rules: { _ in }) { $0.grace = .seconds(600) }
        let mail = try await bench.mail("Morgen früh.")
        try await bench.receive(mail)
        try await bench.receive(try await bench.mail("#undo"))
        #expect(try await bench.outbox().map(\.state) == [.dropped])
        try await bench.receive(Self.encodedAnew(mail), in: "Sent")
        // A gateway's words below make it another text: its agent is asked.
        let longer = Array((String(decoding: mail, as: UTF8.self) + "Scanned by the gateway of the seller.\n").utf8)
        try await bench.receive(longer, in: "Sent")
        #expect(try await bench.outbox().map(\.state) == [.dropped, .held])
        bench.advance(.seconds(1200))
        try await bench.dispatch()
        #expect(bench.connector.posts.isEmpty)
    }

    @Test("at the same time, or whole, it is still one answer")
    func atOnce() async throws {
        let bench = try await DeskBench()
        for number in 0..<8 {
            let mail = try await bench.mail("Answer \(number).")
            async let first: Void = bench.receive(mail)
            async let second: Void = bench.receive(mail, in: "Sent")
            _ = try await (first, second)
            try await bench.dispatch()
            bench.advance(.seconds(700))
        }
        #expect(bench.connector.posts.count == 8)
        #expect(try await bench.mails().contains { $0.kind == .question } == false)
    }
}

import Domain
import Testing

@testable import Bridge
@testable import Store

@Suite("Answers in tickets of a marketplace that is not configured") struct UnservedReplyTests {
    @Test("the agent is told once and the mail kept whole, until the name is back and it is released")
    func told() async throws {
        let bench = try await DeskBench()
        bench.withoutMarketplaces()
        try await bench.receive(try await bench.mail("Tomorrow.", from: "bert"))
        try await bench.again()
        let told = try #require(try await bench.store.claimTeamMail(at: Fixtures.now))
        let text = String(decoding: told.raw, as: UTF8.self)
        #expect(text.contains("To: bert@seller.example") && text.contains("NICHT gesendet") && text.contains("conrad"))
        try await bench.store.sentTeamMail(told.id, at: Fixtures.now)
        #expect(try await bench.store.claimTeamMail(at: Fixtures.now) == nil)
        let kept = try #require(try await bench.store.keptMails().first)
        #expect(try await bench.store.outcome(of: kept.mail)?.reason == IntakeRule.noAccount.rawValue)
        #expect(try await bench.store.content(of: kept)?.isEmpty == false)
    }

    @Test("a mail that waited under the former name of a mailbox is kept whole, not passed over")
    func formerMailbox() async throws {
        let bench = try await DeskBench()
        let key = MailKey(account: "former", folder: "INBOX", uidValidity: 1, uid: 1)
        let mail = Array("From: x@else.example\r\nMessage-ID: <f@x>\r\n\r\nHello\r\n".utf8)
        try await MailIntake(bench.bridge).receive(
            IncomingMail(key: key, bytes: mail, receivedAt: Fixtures.now, firstTriedAt: Fixtures.now))
        let outcome = try #require(try await bench.store.outcome(of: key))
        #expect(outcome.kind == .quarantined && outcome.reason == IntakeRule.noMailbox.rawValue)
        let kept = try #require(try await bench.store.keptMails().first { $0.mail == key })
        #expect(try await bench.store.content(of: kept) == mail)
    }

    @Test("a stranger who knows a token gets no such answer out of the bridge")
    func stranger() async throws {
        let bench = try await DeskBench()
        bench.withoutMarketplaces()
        try await bench.receive(try await bench.mail("Tomorrow.", from: "mallory"))
        #expect(try await bench.store.claimTeamMail(at: Fixtures.now) == nil)
        #expect(try await bench.store.keptMails().count == 1)
    }
}

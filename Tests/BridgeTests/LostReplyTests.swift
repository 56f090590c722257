import Testing

@testable import Bridge
@testable import Store

@Suite("Answers that lost their ticket") struct LostReplyTests {
    private func mail(_ fields: String, _ text: String = "It comes tomorrow.") -> String {
        """
        Authentication-Results: mx; dmarc=pass header.from=seller.example
        \(fields)
        Message-ID: <lost@client.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8

        \(text)

        """
    }

    private static let addressed = "From: bert@seller.example\nTo: service@seller.example"

    @Test(
        "the agent is told once, in their language, and nothing is sent",
        arguments: [
            ("Subject: Re: [Conrad 12345-A] Where is my parcel?", "It comes tomorrow."),
            ("Subject: Re: Where?", "It comes tomorrow.\n\n> Bitte über dieser Zeile antworten [[mb:abcd-efgh]]"),
        ])
    func told(subject: String, text: String) async throws {
        let bench = try await DeskBench()
        try await bench.receive(Array(mail("\(Self.addressed)\n\(subject)", text).utf8))
        try await bench.again()
        let told = try #require(try await bench.store.claimTeamMail(at: Fixtures.now))
        #expect(String(decoding: told.raw, as: UTF8.self).contains("To: bert@seller.example"))
        #expect(String(decoding: told.raw, as: UTF8.self).contains("NICHT gesendet"))
        try await bench.store.sentTeamMail(told.id, at: Fixtures.now)
        #expect(try await bench.store.claimTeamMail(at: Fixtures.now) == nil)
        #expect(try await bench.outbox().isEmpty)
    }

    @Test(
        "ordinary mail of an agent, automatic mail and mail of strangers bring none",
        arguments: [
            "\(addressed)\nSubject: Lunch?",
            "\(addressed)\nSubject: Re: [Conrad 12345-A] x\nAuto-Submitted: auto-replied",
            "From: mallory@elsewhere.example\nTo: service@seller.example\nSubject: Re: [Conrad 12345-A] x",
            "From: bert@seller.example\nTo: friend@elsewhere.example\nSubject: Re: [Conrad 12345-A] x",
        ])
    func silent(fields: String) async throws {
        let bench = try await DeskBench()
        try await bench.receive(Array(mail(fields).utf8))
        #expect(try await bench.store.claimTeamMail(at: Fixtures.now) == nil)
    }
}

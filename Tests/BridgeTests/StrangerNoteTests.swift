import Replies
import Testing

@testable import Bridge
@testable import Store

@Suite("Notes about mails whose sender is not proven") struct StrangerNoteTests {
    private func notes(of sender: String, mails: Int) async throws -> Int {
        let bench = try await DeskBench()
        return try await notes(of: sender, mails: 0..<mails, in: bench)
    }

    private func notes(of sender: String, mails: Range<Int>, in bench: DeskBench) async throws -> Int {
        let before = try await bench.mails().count
        for number in mails {
            let mail = try await bench.filled(
                """
                From: \(sender)
                To: service+@TOKEN@@seller.example
                Subject: Re: ticket
                Message-ID: <\(number)@client.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8

                Number \(number)

                """)
            try await bench.receive(mail)
        }
        return try await bench.mails().count - before
    }

    @Test(
        "an agent hears of each refused mail, a stranger's are told of once a day",
        arguments: [
            ("anna@seller.example", 3, 3), ("anna@seller.example", 14, 11), ("mallory@elsewhere.example", 3, 1),
        ])
    func told(sender: String, mails: Int, notes: Int) async throws {
        #expect(try await self.notes(of: sender, mails: mails) == notes)
    }

    @Test("a stranger is told of again on the next day")
    func nextDay() async throws {
        let bench = try await DeskBench()
        #expect(try await notes(of: "mallory@elsewhere.example", mails: 0..<2, in: bench) == 1)
        bench.advance(.seconds(86_400))
        #expect(try await notes(of: "mallory@elsewhere.example", mails: 2..<4, in: bench) == 1)
    }
}

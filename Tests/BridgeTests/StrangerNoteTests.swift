import Replies
import Testing

@testable import Bridge
@testable import Store

@Suite("Notes about mails whose sender is not proven") struct StrangerNoteTests {
    private func notes(of sender: String, mails: Int) async throws -> Int {
        let bench = try await DeskBench()
        let before = try await bench.mails().count
        for number in 0..<mails {
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
}

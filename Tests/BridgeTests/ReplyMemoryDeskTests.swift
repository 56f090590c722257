import Domain
import Replies
import Store
import Testing

@testable import Bridge

@Suite("What replies teach and questions show") struct ReplyMemoryDeskTests {
    private static let block = "\n\nViele Grüße\nAnna\nKundenservice\nBerg Leuchten"

    @Test("the fourth mail of an agent goes out without the signature of the first three")
    func signature() async throws {
        let bench = try await DeskBench()
        for text in ["It comes today.", "It is on its way.", "It was sent.", "It waits at the counter."] {
            try await bench.send(text + Self.block)
        }
        let texts = try await bench.outbox().map(\.text)
        #expect(texts.count == 4)
        #expect(texts.dropLast().allSatisfy { $0.hasSuffix("Berg Leuchten") })
        #expect(texts.last == "It waits at the counter.\n\nViele Grüße\nAnna")
        // Another agent's mails teach nothing.
        try await bench.send("It is green." + Self.block, from: "bert")
        #expect(try await bench.outbox().last?.text.hasSuffix("Berg Leuchten") == true)
    }

    @Test("an ok confirms what was asked, a new text does not")
    func confirmation() async throws {
        for (answer, standing) in [("ok", ReplyHabit.Standing.confirmed), ("It comes on Monday.", .asked)] {
            let bench = try await DeskBench()
            try await bench.send("It comes tomorrow.")
            try await bench.send("It comes tomorrow.")
            try await bench.answerQuestion(answer)
            let habits = try await bench.store.habits(of: "anna@seller.example")
            #expect(habits.dropLast().last?.standing == standing)
            #expect(habits.last?.standing == .relayed)
        }
    }

    @Test("a question shows the line in question and what was left out, and takes either as a new text")
    func question() async throws {
        let bench = try await DeskBench()
        let sentence = "Please keep the green box until Monday morning."
        try await bench.send(
            "Yes, it comes.\n\nKind regards\nAnna\n\(sentence)\nBerg Leuchten GmbH\nTel. 0431 123456")
        let question = try #require(try await bench.mails().last)
        #expect(question.kind == .question)
        #expect(question.text.contains("a sentence stands within the signature"))
        #expect(question.text.contains("line 5 of your mail:\n\n\(sentence)\n\n"))
        #expect(question.text.contains("left out:\n\n\(sentence)\nBerg Leuchten GmbH\nTel. 0431 123456\n"))
        #expect(try await bench.outbox().last?.reason == "text-in-signature")
        try await bench.answerQuestion("Yes, it comes.\n\(sentence)", quoting: true)
        let entry = try #require(try await bench.outbox().last)
        #expect(entry.text == "Yes, it comes.\n\(sentence)" && entry.state != .held)
    }

    @Test("answers between the buyer's lines go out with them where that is wished")
    func interleaved() async throws {
        for (wish, state) in [(true, OutboxState.confirmed), (false, .held)] {
            let bench = try await DeskBench(rules: { _ in }) { $0.interleaved = wish ? .relay : .hold }
            try await bench.answer(above: "", to: ["Where is my parcel?": "It comes tomorrow."])
            let entry = try #require(try await bench.outbox().last)
            #expect(entry.state == state)
            if wish { #expect(entry.text == "> Where is my parcel?\n\nIt comes tomorrow.") }
        }
    }
}

extension DeskBench {
    private static let head = """
        Authentication-Results: mx; dmarc=pass header.from=seller.example
        From: anna <anna@seller.example>
        To: service+@TOKEN@@seller.example
        Subject: Re: ticket
        Message-ID: <@ID@@client.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        """

    /// An answer to the newest question.
    func answerQuestion(_ text: String, quoting: Bool = false) async throws {
        let quote = quoting ? "\n\nOn 26 Nov 2026, at 10:05, Conrad wrote:\n@QUOTE@" : ""
        try await receive(try await filled(Self.head + "In-Reply-To: <@QUESTION@>\n\n\(text)\(quote)\n"))
        try await dispatch()
    }

    /// Words below lines of the first ticket mail, which is quoted whole.
    func answer(above: String, to lines: [String: String]) async throws {
        let quoted = try #require(try await mails().first).text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in "> \(line)" + (lines[String(line)].map { "\n\n\($0)\n" } ?? "") }
        let body = "\(above)\nOn 26 Nov 2026, at 10:05, Conrad wrote:\n\(quoted.joined(separator: "\n"))\n"
        try await receive(try await filled(Self.head + "In-Reply-To: <@TICKET@>\n\n\(body)"))
        try await dispatch()
    }
}

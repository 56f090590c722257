import Domain
import Replies
import Testing

@Suite("Answers between the buyer's lines")
struct InterleavedTests {
    private let ticket: TicketFixture
    private let options: ExtractionOptions

    init() throws {
        ticket = try #require(TicketFixture(.en))
        var options = ExtractionOptions()
        options.interleaved = .relay
        self.options = options
    }

    private func mail(answerBehind line: String) -> String {
        "On 26/11/2026 10:05, Ticket Bridge wrote:\n"
            + ticket.lines.map { $0 == line ? "> \($0)\n\nYes, it leaves today.\n" : "> \($0)" }.joined(separator: "\n")
    }

    @Test("are held by default, with the answers as proposal")
    func held() {
        let result = replyMail(text: mail(answerBehind: ticket.customer[2])).reply(to: [ticket.sent])
        #expect(result.decision == .hold(.interleaved))
        #expect(result.text == "Yes, it leaves today.")
    }

    @Test("are relayed with the buyer's lines above them where that is wanted")
    func relayed() {
        let result = replyMail(text: mail(answerBehind: ticket.customer[2])).reply(to: [ticket.sent], options: options)
        #expect(result.decision == .relay)
        #expect(result.text.hasSuffix("> \(ticket.customer[2])\n\nYes, it leaves today."))
        for secret in ticket.`internal` + ticket.head { #expect(!result.text.contains(secret)) }
    }

    @Test("a quoted line of head or internal part never goes out")
    func neverInternal() {
        for line in ticket.head + ticket.`internal` {
            let result = replyMail(text: mail(answerBehind: line)).reply(to: [ticket.sent], options: options)
            #expect(!result.text.contains(line), "\(result)")
        }
    }
}

import Domain
import MIME
import Replies
import Testing

@Suite("Replies as mail programs write them")
struct ClientTests {
    enum Knowledge: String, CaseIterable, Sendable { case marksAndSent, sentOnly, marksOnly }

    @Test(
        "each client in each language gives the answer and nothing else", arguments: Client.allCases,
        AgentLanguage.allCases)
    func everyClient(client: Client, language: AgentLanguage) throws {
        var ticket = try #require(TicketFixture(language))
        let agent = AgentFixture(language)
        for signed in [false, true] {
            for knowledge in Knowledge.allCases where signed || knowledge == .marksAndSent {
                ticket.isMarked = knowledge != .sentOnly
                let bodies = client.reply(agent, ticket, signed: signed, marks: ticket.isMarked)
                for (text, html) in [bodies, (bodies.text, nil), (nil, bodies.html)] where text != nil || html != nil {
                    let sent = knowledge == .marksOnly ? [] : [ticket.sent]
                    let result = replyMail(text: text, html: html).reply(to: sent)
                    let situation: Comment =
                        "\(knowledge), signed \(signed), text \(text != nil), html \(html != nil): \(result)"
                    #expect(result.decision == .relay, situation)
                    for line in agent.answer { #expect(result.text.contains(line), situation) }
                    for secret in ticket.secrets + agent.secrets { #expect(!result.text.contains(secret), situation) }
                }
            }
        }
    }

    @Test("a reply without new text is held", arguments: Client.allCases, AgentLanguage.allCases)
    func emptyReply(client: Client, language: AgentLanguage) throws {
        let ticket = try #require(TicketFixture(language))
        let agent = AgentFixture(answer: [""], closing: [], letterhead: [])
        let bodies = client.reply(agent, ticket, signed: false, marks: true)
        for (text, html) in [bodies, (bodies.text, nil), (nil, bodies.html)] where text != nil || html != nil {
            let result = replyMail(text: text, html: html).reply(to: [ticket.sent])
            #expect(result.decision == .hold(.empty), "\(result)")
        }
    }
}

extension AgentFixture {
    init(answer: [String], closing: [String], letterhead: [String]) {
        self.answer = answer
        self.closing = closing
        self.letterhead = letterhead
    }
}

import Domain
import MIME
import Replies
import Testing

@Suite("Doctor's sample with forged results") struct ForgedResultsTests {
    private static let own =
        "Received: from c.example by mx.seller.example with ESMTP id 1; Sun, 29 Nov 2026 12:00:00 +0000\r\n"
    private static let results = "Authentication-Results: mx.seller.example; none\r\n"
    private static let forged = "Authentication-Results: \(ForgedResults.claim(of: "mx.seller.example"))\r\n"

    @Test(
        "what the host did with the claim",
        arguments: [
            (own, ForgedResults.Verdict.removed),
            (results + own, .removed),
            (results + own + forged, .outranked),
            (own + forged, .believed),
            (forged, .believed),
            (
                "Received: from d.example by other.example with ESMTP id 2; Sun, 29 Nov 2026 12:00:00 +0000\r\n"
                    + forged, .outranked
            ),
        ])
    func verdict(head: String, expected: ForgedResults.Verdict) {
        let mail = Message(parsing: Array((head + "From: shop@seller.example\r\nSubject: sample\r\n\r\ntext\r\n").utf8))
        #expect(ForgedResults.verdict(on: mail, of: "mx.seller.example") == expected)
    }

    @Test("the claim would prove a stranger, were it believed")
    func worthless() throws {
        let agent = AgentIdentity(name: "x", addresses: [try #require(EmailAddress("postmaster@forged.invalid"))])
        let mail = Message(parsing: Array((Self.forged + "From: postmaster@forged.invalid\r\n\r\n").utf8))
        guard case .proven = mail.senderProof(agents: [agent], authservID: "mx.seller.example") else {
            Issue.record("the sample proves nothing, so it tests nothing")
            return
        }
    }
}

import Domain
import MIME
import Replies
import Testing

@Suite("Proof of the sender")
struct SenderProofTests {
    static let agents = ["anna", "ben"].compactMap { name in
        EmailAddress("\(name)@seller.example").map { AgentIdentity(name: name, addresses: [$0]) }
    }

    private func proof(_ head: String, host: String? = "mx.seller.example", owner: String? = nil) -> SenderProof {
        let mail = Message(parsing: Array((head + "\n\nJa, gern.\n").replacing("\n", with: "\r\n").utf8))
        return mail.senderProof(agents: Self.agents, authservID: host, folderOwner: owner.flatMap { EmailAddress($0) })
    }

    @Test("a DMARC pass of the own host for the domain of From proves an agent")
    func dmarc() throws {
        let found = proof(
            "Authentication-Results: mx.seller.example; dmarc=pass header.from=seller.example\nFrom: Anna <anna@seller.example>"
        )
        #expect(found == .proven(Self.agents[0], by: .dmarc))
    }

    @Test("an authenticated submission by the same address proves an agent")
    func submission() {
        let found = proof(
            "Authentication-Results: mx.seller.example; auth=pass smtp.auth=ANNA@seller.example\nFrom: anna@seller.example"
        )
        #expect(found == .proven(Self.agents[0], by: .submission))
    }

    @Test("a folder that only its owner fills proves the owner, nobody else")
    func ownFolder() {
        #expect(
            proof("From: ben@seller.example", owner: "ben@seller.example") == .proven(Self.agents[1], by: .ownMailbox))
        #expect(proof("From: anna@seller.example", owner: "ben@seller.example") == .refused(.noResult))
    }

    @Test(
        "everything else is refused with its reason",
        arguments: [
            ("Subject: x", SenderProof.Refusal.noFrom),
            ("From: anna@seller.example\nFrom: anna@seller.example", .severalFromFields),
            ("From: anna@seller.example, ben@seller.example", .severalAddresses),
            ("From: Team: anna@seller.example;", .groupAddress),
            ("From: <@evil.example:anna@seller.example>", .unclearAddress),
            ("From: anna@seller.example (x@evil.example)", .unclearAddress),
            ("From: \"anna@seller.example\" <x@evil.example>", .notAnAgent),
            ("From: =?utf-8?B?YW5uYUBzZWxsZXIuZXhhbXBsZQ==?= <x@evil.example>", .notAnAgent),
            ("From: anna@seller.example.evil.example", .notAnAgent),
            ("From: anna@sеller.example", .notAnAgent),
            ("From: anna@seller.example\nSender: ben@seller.example", .senderMismatch),
            ("From: anna@seller.example\nSender: anna@seller.example\nSender: anna@seller.example", .senderMismatch),
            ("From: anna@seller.example", .noResult),
            (
                "Authentication-Results: mx.seller.example.evil.example; dmarc=pass header.from=seller.example\nFrom: anna@seller.example",
                .noResult
            ),
            (
                "ARC-Authentication-Results: i=1; mx.seller.example; dmarc=pass header.from=seller.example\nFrom: anna@seller.example",
                .noResult
            ),
            (
                "Authentication-Results: mx.seller.example; dmarc=fail (dmarc=pass) header.from=seller.example\nFrom: anna@seller.example",
                .notAuthenticated
            ),
            (
                "Authentication-Results: mx.seller.example; spf=pass smtp.mailfrom=anna@seller.example\nFrom: anna@seller.example",
                .notAuthenticated
            ),
            (
                "Authentication-Results: mx.seller.example; dmarc=pass header.from=evil.example\nFrom: anna@seller.example",
                .notAuthenticated
            ),
            (
                "Authentication-Results: mx.seller.example; dmarc=pass header.from=seller.example; dmarc=fail header.from=seller.example\nFrom: anna@seller.example",
                .notAuthenticated
            ),
            (
                "Authentication-Results: mx.seller.example; auth=pass smtp.auth=guest@seller.example\nFrom: anna@seller.example",
                .submittedBySomebodyElse
            ),
            (
                "Authentication-Results: mx.seller.example; dmarc=fail header.from=seller.example\nAuthentication-Results: mx.seller.example; dmarc=pass header.from=seller.example\nFrom: anna@seller.example",
                .notAuthenticated
            ),
        ])
    func refused(head: String, reason: SenderProof.Refusal) { #expect(proof(head) == .refused(reason)) }

    @Test("without a configured host nothing is proven")
    func noHost() {
        let head =
            "Authentication-Results: mx.seller.example; dmarc=pass header.from=seller.example\nFrom: anna@seller.example"
        #expect(proof(head, host: nil) == .refused(.noTrustedHost))
        #expect(proof(head, host: "") == .refused(.noTrustedHost))
    }

    @Test("all rows of the corpus of accepted and forged agent mails", .enabled(if: Corpus.isThere("agent-replies")))
    func corpus() throws {
        let token = try #require(TicketToken("q4xk7mzp2wjc5tga3rneh6ysba"))
        let other = try #require(TicketToken("w2nzd6vq5tkx3mjhy7rbc4gaeu"))
        let addressing = TicketAddressing(replyAddress: try #require(EmailAddress("tickets@seller.example")))
        let rows = try #require(Corpus.text(Corpus.path("agent-replies/expected.tsv")))
        var count = 0
        for row in rows.split(separator: "\n").dropFirst() {
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
            let file = try #require(Corpus.text(Corpus.path("agent-replies/\(fields[0])")))
            let mail = Message(
                parsing: Array(
                    file.replacing("{TOKEN}", with: token.text).replacing(
                        "{TOKEN_UPPER}", with: token.text.uppercased()
                    )
                    .replacing("{TOKEN2}", with: other.text).utf8))
            let proof = mail.senderProof(agents: Self.agents, authservID: "mx.seller.example")
            let isProven = if case .proven = proof { true } else { false }
            let accepted = isProven && addressing.evidence(in: mail) == .one(token)
            #expect(accepted == (fields[1] == "accept"), "\(fields[0]): \(proof), \(addressing.evidence(in: mail))")
            count += 1
        }
        #expect(count >= 40)
    }
}

import Domain
import MIME
import Testing
import Transport

@testable import Marketplaces

@Suite("Amazon's connector") struct AmazonConnectorTests {
    private static let sender = EmailAddress("service@seller.example")
    private let api = ScriptedMarketplace()

    private func connector(
        _ submission: ScriptedSubmission, relayDomains: [String] = [], options: [String: String] = [:]
    ) throws -> any Connector {
        let settings = MarketplaceSettings(
            name: "amazon-de", connector: .amazon, mode: .live, clock: "amazon", relayFrom: Self.sender,
            relayDomains: relayDomains, options: options)
        return try makeConnector(settings, exchange: api, submission: submission, now: atNoon)
    }

    private func post(to address: String = "x7k2m9q4w1z8b3n+11111111-2222-4333-8444-555555555555@marketplace.amazon.de")
        throws -> Post
    {
        let context = Post.RelayContext(
            address: try #require(EmailAddress(address)),
            subject: "Frage von Amazon-Kunde Jette(Bestellung: 403-9235022-3951607)",
            messageID: "a52d@eu-west-1.amazonses.com", references: ["r1@x.example", "<bad>", "r2@x.example"],
            quoted: "Sie haben eine Nachricht erhalten.\n\nWo bleibt es?")
        return Post(
            thread: nil, order: "403-9235022-3951607", text: "Guten Tag,\nmorgen.\n", relay: context, intendedAt: noon,
            key: "mb-k1")
    }

    @Test("the mail answers the buyer's own, unchanged and quoted, from the approved sender")
    func mail() async throws {
        let server = ScriptedSubmission()
        let result = try await connector(server).post(try post())
        #expect(summary(result) == "accepted mb-k1@seller.example")
        let mail = try #require(server.mails.first)
        #expect(mail.from == Self.sender)
        #expect(mail.to.map(\.text) == ["x7k2m9q4w1z8b3n+11111111-2222-4333-8444-555555555555@marketplace.amazon.de"])
        let text = String(decoding: mail.bytes, as: UTF8.self)
        let parts = try #require(text.range(ofASCII: "\r\n\r\n"))
        let fields = text[..<parts.lowerBound].replacing("\r\n ", with: " ").split(separator: "\r\n").map(String.init)
        func field(_ name: String) -> String? {
            fields.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
        }
        #expect(field("From") == "service@seller.example")
        #expect(field("To") == "x7k2m9q4w1z8b3n+11111111-2222-4333-8444-555555555555@marketplace.amazon.de")
        #expect(field("Subject") == "Re: Frage von Amazon-Kunde Jette(Bestellung: 403-9235022-3951607)")
        #expect(field("Message-ID") == "<mb-k1@seller.example>")
        #expect(field("In-Reply-To") == "<a52d@eu-west-1.amazonses.com>")
        #expect(field("References") == "<r1@x.example> <r2@x.example> <a52d@eu-west-1.amazonses.com>")
        let names = Set(fields.compactMap { $0.split(separator: ":").first.map(String.init) })
        let known: Set = [
            "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Content-Type",
            "Content-Transfer-Encoding",
        ]
        #expect(names.isSubset(of: known), "nothing internal leaves: \(names)")
        #expect(
            text[parts.upperBound...]
                == "Guten Tag,\r\nmorgen.\r\n\r\n# 403-9235022-3951607\r\n\r\n> Sie haben eine Nachricht erhalten.\r\n>\r\n> Wo bleibt es?\r\n"
        )
    }

    @Test(
        "nobody but a buyer's alias is ever written to",
        arguments: [
            "anna@privat.example", "x@marketplace.amazon.de.evil.example", "x@marketplace.amazon.evil.example",
            "x@amazon.de", "x@xmarketplace.amazon.de", "x@marketplace-amazon.de", "x@sub.marketplace.amazon.de",
            "donotreply@marketplace.amazon.de", "No-Reply+x@marketplace.amazon.de", "x@relay.test.example",
            "x@marketplace.amazon.cn",
        ])
    func privateAddress(address: String) async throws {
        let server = ScriptedSubmission()
        let result = try await connector(server, relayDomains: ["relay.example"]).post(try post(to: address))
        #expect(summary(result) == "refused the address of the buyer's mail is no alias of Amazon's relay")
        #expect(server.mails.isEmpty)
    }

    @Test("a test server's relay domain counts where it is configured")
    func configured() async throws {
        let server = ScriptedSubmission()
        _ = try await connector(server, relayDomains: ["Relay.Example"]).post(try post(to: "x@relay.example"))
        #expect(server.mails.count == 1)
        var lone = try post()
        lone.relay = nil
        #expect(summary(try await connector(server).post(lone)).hasPrefix("refused there is no buyer's mail"))
    }

    @Test("each end of a submission is an end of the post")
    func results() async throws {
        let fault = TransportError(.unavailable, "451 later", retry: .after(.seconds(60)))
        let ends: [(SubmissionResult, String)] = [
            (
                .refused(code: 550, reply: "550 5.7.1 not approved"),
                "refused the mail was refused: 550 5.7.1 not approved"
            ),
            (.notSent(fault), "not sent, unavailable, after(60.0 seconds)"), (.uncertain(detail: "lost"), "uncertain"),
            (.notSent(TransportError(.credentials, "535", retry: .never)), "not sent, credentials, never"),
        ]
        for (end, expected) in ends {
            #expect(summary(try await connector(ScriptedSubmission(end)).post(try post())) == expected)
        }
        guard case .impossible = try await connector(ScriptedSubmission()).readBack(try post()) else {
            Issue.record("a mail cannot be read back")
            return
        }
    }

    @Test("files that Amazon refuses are refused before sending")
    func files() async throws {
        let server = ScriptedSubmission()
        var post = try post()
        post.attachments = [Attachment(name: "a.zip", type: "application/zip", bytes: [1])]
        #expect(
            summary(try await connector(server).post(post))
                == "refused the file a.zip is application/zip, which is not taken")
        #expect(
            summary(try await connector(server, options: ["attachment_types": "*"]).post(post)).hasPrefix("accepted"))
    }

    @Test(
        "the Message-ID is the same for every attempt and never malformed",
        arguments: ["mb-k1", "", "a b", "ü", "..x", "a@b@c", "a@", "@b", "x.", "mbp-k.1@other.example"])
    func messageID(key: String) throws {
        let id = RelayMail.messageID(key: key, from: try #require(Self.sender))
        #expect(id == RelayMail.messageID(key: key, from: try #require(Self.sender)))
        #expect(id.split(separator: "@").count == 2 && !id.contains(".."))
        #expect(id.hasSuffix(key == "mbp-k.1@other.example" ? "mbp-k.1@other.example" : "@seller.example"))
        #expect(id.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    }
}

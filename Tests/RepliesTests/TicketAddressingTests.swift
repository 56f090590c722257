import Domain
import MIME
import Replies
import Testing

@Suite("Where the ticket's token travels")
struct TicketAddressingTests {
    private let token: TicketToken
    private let other: TicketToken
    private let addressing: TicketAddressing

    init() throws {
        token = try #require(TicketToken("q4xk7mzp2wjc5tga3rneh6ysba"))
        other = try #require(TicketToken("w2nzd6vq5tkx3mjhy7rbc4gaeu"))
        addressing = TicketAddressing(
            replyAddress: try #require(EmailAddress("Replies@shop.example")), domains: ["mb.shop.example"])
    }

    private func evidence(_ head: String) -> TokenEvidence {
        addressing.evidence(in: Message(parsing: Array((head + "\n\n").replacing("\n", with: "\r\n").utf8)))
    }

    @Test("what is written is read back")
    func roundTrip() {
        #expect(addressing.address(of: token).text == "Replies+\(token.text)@shop.example")
        #expect(addressing.token(inAddress: addressing.address(of: token).text) == token)
        #expect(addressing.messageID(of: token, number: 7) == "mb-\(token.text).7@shop.example")
        #expect(addressing.token(inMessageID: addressing.messageID(of: token, number: 7)) == token)
    }

    @Test("each carrier is read, in any case")
    func carriers() {
        let address = "replies+\(token.text.uppercased())@SHOP.example"
        for name in ["To", "Cc", "Delivered-To", "X-Original-To"] {
            #expect(evidence("\(name): X <\(address)>") == .one(token), "\(name)")
        }
        #expect(evidence("In-Reply-To: <mb-\(token.text)@shop.example>") == .one(token))
        #expect(
            evidence("References: <a@b.example> <mb-\(token.text).3@mb.shop.example>, <c@d.example>") == .one(token))
        #expect(
            evidence("To: replies+\(token.text)@shop.example\nReferences: <mb-\(token.text).1@shop.example>")
                == .one(token))
        #expect(evidence("Subject: Re: [mb:\(token.text)] Frage") == .one(token))
    }

    @Test(
        "foreign domains, other mailboxes and changed tokens do not count",
        arguments: [
            "To: replies+TOKEN@evil.example", "To: info+TOKEN@shop.example", "To: replies+TOKENx@shop.example",
            "To: replies-TOKEN@shop.example", "To: \"replies+TOKEN@shop.example\" <x@evil.example>",
            "In-Reply-To: <mb-TOKEN@evil.example>", "In-Reply-To: <mb-TOKEN.x@shop.example>",
            "In-Reply-To: <mb-TOKEN.@shop.example>", "In-Reply-To: <mb-TOKEN.1.2@shop.example>",
            "In-Reply-To: <xmb-TOKEN@shop.example>", "Reply-To: replies+TOKEN@shop.example", "Subject: mb:TOKEN",
            "X-Mailbridge-Ticket: TOKEN", "Bcc: x@y.example",
        ])
    func foreign(head: String) { #expect(evidence(head.replacing("TOKEN", with: token.text)) == .none) }

    @Test("two tickets in one mail are a conflict")
    func conflict() {
        let found = evidence("To: replies+\(token.text)@shop.example\nIn-Reply-To: <mb-\(other.text).1@shop.example>")
        #expect(found == .conflict([token, other]))
    }

    @Test("of tags in a subject the last one counts: a buyer may have written one before it")
    func lastTag() {
        #expect(evidence("Subject: Re: [Conrad 1-A] Frage [mb:\(other.text)] [mb:\(token.text)]") == .one(token))
    }

    private func provenEvidence(_ head: String, signed: String, results: String = "dkim=pass header.d=shop.example")
        throws -> TokenEvidence
    {
        let text =
            "Authentication-Results: mx.shop.example; dmarc=pass header.from=shop.example; \(results)\n\(head)\n\(signed)\nFrom: anna@shop.example\n\n"
        let mail = Message(parsing: Array(text.replacing("\n", with: "\r\n").utf8))
        let author = try #require(EmailAddress("anna@shop.example"))
        return addressing.evidence(
            in: mail, fields: ProvenFields(of: mail, author: author, authservID: "mx.shop.example"))
    }

    private static let signature =
        "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s;\n\th=To:Subject:\n\t From : In-Reply-To; bh=x; b=y"

    @Test("of a mail that only its signature proves, signed fields count where they stand once")
    func signedFields() throws {
        let address = "replies+\(token.text)@shop.example"
        for head in [
            "To: \(address)", "In-Reply-To: <mb-\(token.text)@shop.example>", "Subject: Re: [mb:\(token.text)]",
        ] {
            #expect(try provenEvidence(head, signed: Self.signature) == .one(token), "\(head)")
        }
        for head in [
            "Delivered-To: \(address)\nTo: supplier@x.example", "Cc: \(address)\nTo: supplier@x.example",
            "To: \(address)\nTo: supplier@x.example", "References: <mb-\(token.text)@shop.example>",
            "Subject: Re: [mb:\(token.text)]\nSubject: Preise",
        ] {
            #expect(try provenEvidence(head, signed: Self.signature) == .none, "\(head)")
        }
        let added = Self.signature.replacing("To:Subject", with: "Cc:Delivered-To:To:Subject")
        #expect(try provenEvidence("Cc: \(address)", signed: added + "\n" + Self.signature) == .none)
        let many = [String](repeating: added, count: 10).joined(separator: "\n") + "\n" + Self.signature
        #expect(try provenEvidence("Cc: \(address)", signed: many) == .none)
        #expect(try provenEvidence("To: \(address)", signed: many) == .none)
    }

    @Test("a mail straight from the author's own host counts as it is")
    func direct() throws {
        let head = "Delivered-To: replies+\(token.text)@shop.example"
        for sender in ["anna@shop.example", "shop.example", "bounces@mail.shop.example"] {
            let results = "spf=pass smtp.mailfrom=\(sender)"
            #expect(try provenEvidence(head, signed: Self.signature, results: results) == .one(token), "\(sender)")
        }
        for sender in ["x@evil.example", "x@evilshop.example", "example", ""] {
            let results = "spf=pass smtp.mailfrom=\(sender)"
            #expect(try provenEvidence(head, signed: Self.signature, results: results) == .none, "\(sender)")
        }
        #expect(try provenEvidence(head, signed: "X-A: b") == .one(token))
    }

    @Test("a host's check of SPF may stand in a field of its own, but not where the sender could have written it")
    func separateFields() throws {
        let address = "Delivered-To: replies+\(token.text)@shop.example"
        let spf = "Authentication-Results: mx.shop.example; spf=pass smtp.mailfrom=anna@shop.example"
        let received = "Received: from a.example by mx.shop.example; Fri, 27 Nov 2026 10:00:00 +0000"
        let foreign = "Authentication-Results: mx.elsewhere.example; spf=pass smtp.mailfrom=anna@shop.example"
        for (fields, isDirect) in [
            ([spf, received], true), ([received, spf], false), ([foreign, spf, received], false),
            ([foreign, received], false),
        ] {
            let head = (fields + [address]).joined(separator: "\n")
            #expect(try provenEvidence(head, signed: Self.signature) == (isDirect ? .one(token) : .none), "\(fields)")
        }
    }

    @Test("no single change of a token finds the ticket")
    func mutations() {
        var generator = SplitMix(seed: 20_261_123)
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567019+-.@ AZ".unicodeScalars)
        for _ in 0..<20_000 {
            var scalars = Array(token.text.unicodeScalars)
            let place = Int.random(in: 0..<scalars.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: scalars[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            case 1: scalars.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)], at: place)
            default: scalars.remove(at: place)
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            let text = String(view)
            if text.lowercased() == token.text { continue }
            let found = TicketToken(text)
            #expect(found != token, "seed 20261123: \(text)")
        }
    }
}

/// A small generator with a seed, so that failures can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

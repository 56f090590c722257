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

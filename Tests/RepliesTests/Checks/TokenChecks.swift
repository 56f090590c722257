import Domain
import MIME

@testable import Replies

/// What has to hold whatever stands where a ticket's token may.
struct TokenChecks {
    private(set) var failures: [String] = []
    private let seller: FuzzedSeller

    init(_ seller: FuzzedSeller) { self.seller = seller }

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    /// Each line is taken for an address, a Message-ID, a subject and 16 random bytes.
    mutating func check(_ bytes: [UInt8]) {
        for line in bytes.split(separator: 0x0A).prefix(100) {
            let text = String(decoding: line, as: UTF8.self)
            checkAddress(text)
            checkToken(TicketToken(text), from: text)
            checkToken(seller.addressing.token(inAddress: text), from: text)
            checkToken(seller.addressing.token(inMessageID: text), from: text)
            checkSubject(text)
            if let token = TicketToken(bytes: Array(line.prefix(16))) { checkToken(token, from: token.text) }
            let isIn = TicketToken.isInMessageID(in: text.lowercased())
            expect(!isIn || text.utf8.count > TicketToken.length + 3, "\(text) is long enough")
        }
    }

    private mutating func checkToken(_ token: TicketToken?, from text: String) {
        guard let token else { return }
        let addressing = seller.addressing
        expect(token.text.utf8.count == TicketToken.length, "\(token) has its length")
        expect(text.lowercased().contains(token.text), "\(token) stands in \(text)")
        expect(TicketToken(token.text.uppercased()) == token, "case does not count")
        expect(addressing.token(inAddress: addressing.address(of: token).text) == token, "\(token) by address")
        expect(addressing.token(inMessageID: addressing.messageID(of: token, number: 7)) == token, "\(token) by id")
        // One letter more or less, and it names nothing.
        expect(TicketToken(token.text + "a") == nil && TicketToken(token.text.dropLast()) == nil, "whole or not at all")
        for id in ["mb-\(token.text).7@elsewhere.example", "x-\(token.text).7@bridge.example"] {
            expect(addressing.token(inMessageID: id) == nil, "\(id) is none of ours")
        }
    }

    private mutating func checkSubject(_ text: String) {
        let plain = text.filter { $0 != "\r" && $0 != "\n" }
        let message = Message(parsing: Array("Subject: \(plain)\r\n\r\n".utf8))
        guard case .one(let token) = seller.addressing.evidence(in: message) else { return }
        expect((message.subject ?? "").lowercased().contains("[mb:\(token.text)]"), "\(token) stands in \(plain)")
    }

    private mutating func checkAddress(_ text: String) {
        guard let address = EmailAddress(text) else { return }
        expect(EmailAddress(address.text) == address, "\(text) is read again")
        expect("\(address.localPart)@\(address.domain)".lowercased() == text.lowercased(), "\(text) has two parts")
        expect(EmailAddress(text.uppercased()) == address || !text.utf8.allSatisfy { $0 < 0x80 }, "case does not count")
        expect(!address.domain.contains("@"), "\(address.domain) is a domain")
        let bare = address.withoutDetail
        expect(bare.domain == address.domain, "\(bare) lies at the same host")
        expect(bare.detail == nil || bare.localPart.first == "+", "\(bare) has no sub-address")
        guard bare.detail == nil else { return }
        let other = address.withDetail("x")
        expect(other.detail == "x" && other.withoutDetail == bare, "\(other) is \(bare) with a sub-address")
    }
}

import Domain
import MIME

@testable import Marketplaces

/// What has to hold whatever a mail says that may be a notification.
struct NotificationChecks {
    private(set) var failures: [String] = []
    private static let host = "mx.seller.example"

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    mutating func check(_ bytes: [UInt8]) {
        let message = Message(parsing: bytes)
        let silent = Message(parsing: bytes.replacing(Array("uthentication-".utf8), with: Array("uthenticatiox-".utf8)))
        let isSilent = silent.authenticationResults(trusting: Self.host) == nil
        for settings in [[], ConnectorKind.allCases.map(FuzzedAccount.settings)] {
            guard let recogniser = try? NotificationRecogniser(settings: settings, authservID: Self.host),
                let blind = try? NotificationRecogniser(settings: settings, authservID: nil)
            else { return }
            let found = recogniser.recognise(message)
            check(found, bytes.count)
            expect(blind.recognise(message).standing != .proven, "without a host nothing is proven")
            if found.standing == .proven, isSilent {
                let standing = recogniser.recognise(silent).standing
                expect(standing != .proven, "without what the own host said nothing is proven")
            }
        }
    }

    private mutating func check(_ found: Recognition, _ size: Int) {
        expect(
            !found.reason.isEmpty && found.reason.utf8.count <= 1_000, "a reason is short: \(found.reason.utf8.count)")
        expect(
            !found.reason.contains("@") && !found.reason.contains { $0.isNewline },
            "a reason is one line: \(found.reason)")
        if found.standing == .ordinary {
            let isEmpty = found.marketplace == nil && found.connector == nil && found.order == nil && found.text == nil
            expect(isEmpty && found.links.isEmpty && found.relayAddress == nil, "of an ordinary mail nothing is read")
        }
        expect(Set(found.orders).count == found.orders.count, "each order is named once")
        expect(found.order.map { found.orders.isEmpty || found.orders == [$0] } ?? true, "one of several is none")
        let names =
            found.orders.map(\.text) + [found.order?.text, found.thread?.text, found.details.ticket].compactMap(\.self)
        for name in names {
            expect(!name.isEmpty && !name.contains { $0.isNewline }, "\(name.debugDescription) is a name")
            expect(!name.unicodeScalars.contains { $0.value < 0x20 }, "\(name.debugDescription) holds no controls")
        }
        // A scalar in UTF-8 takes three times its bytes in a narrow charset at most, a named one of HTML less than its name.
        expect((found.text?.utf8.count ?? 0) <= 4 * size + 100, "no more text than the mail has")
        for link in found.links {
            switch link {
            case .noReplyNeeded(let text), .portal(let text):
                expect(WebLink(text) != nil && !text.contains { $0.isWhitespace }, "\(text) is a link")
            }
        }
        if case .within(let days)? = found.details.deadline { expect((0...1_000).contains(days), "\(days) days") }
        if let amount = found.details.amount { expect(amount.currency.count == 3, "\(amount) has a currency") }
    }
}

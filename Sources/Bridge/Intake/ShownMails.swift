import Domain
import Marketplaces
import Store

/// Mails that stood for a buyer's message while the marketplace's API was silent. Once it shows the message, the agents need
/// not read it again. A value without I/O.
struct ShownMails: Sendable {
    private var mails: [(words: [UInt8], message: TicketMessage)]

    /// How far the clocks of mail and marketplace may be apart.
    private static let clockMargin = Duration.seconds(600)
    /// UTF-8 bytes. A shorter text may stand in any mail, and a message that nobody is shown is lost.
    private static let shortest = 20
    /// Bytes by which its place is found; the rest is compared there only, so that the time is bounded.
    private static let longestSearch = 200

    init(_ history: [TicketMessage]) {
        mails = history.filter { $0.source == .mail && $0.role == .buyer }.map { (Self.words($0.text), $0) }
    }

    /// Whether one of the mails brought this message with all of its files; each mail brings one.
    mutating func take(_ message: ConversationMessage) -> Bool {
        guard message.role == .buyer, !mails.isEmpty else { return false }
        let words = Self.words(message.text)
        guard words.count >= Self.shortest else { return false }
        let found = mails.firstIndex { mail in
            let apart = message.createdAt - mail.message.createdAt
            return apart <= Self.clockMargin && apart >= .zero - Self.clockMargin
                && message.attachments.count <= mail.message.files && Self.holds(mail.words, words)
        }
        guard let found else { return false }
        mails.remove(at: found)
        return true
    }

    private static func holds(_ text: [UInt8], _ words: [UInt8]) -> Bool {
        let place = text.firstRange(of: words.prefix(longestSearch))
        return place.map { text[$0.lowerBound...].starts(with: words) } ?? false
    }

    /// With one space between each two, and around.
    private static func words(_ text: String) -> [UInt8] {
        text.split(whereSeparator: \.isWhitespace).reduce(into: [0x20]) { bytes, word in
            bytes += word.utf8
            bytes.append(0x20)
        }
    }
}

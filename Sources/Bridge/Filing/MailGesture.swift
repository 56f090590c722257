import Domain
import Replies
import Store

/// What an agent means by putting a ticket mail into a folder. A value without I/O.
enum MailGesture: String, Sendable, CaseIterable {
    case close
    case noReply = "noreply"
    case reopen

    /// The command that means the same.
    var command: String { "#\(rawValue)" }

    /// Nil: it means nothing, or it is what the bridge itself did. Whatever the bridge moves lies where its ticket stands.
    /// - Parameters:
    ///   - folder: where the mail lies now
    ///   - earlier: where the bridge knew it to be
    init?(_ ticket: Ticket, in folder: String, from earlier: String, _ filing: TicketingSettings.Filing) {
        guard folder != earlier else { return nil }
        let ended = [filing.done, filing.noReplyNeeded].compactMap(\.self)
        if folder == filing.done {
            guard ticket.state != .closed else { return nil }
            self = .close
        } else if folder == filing.noReplyNeeded {
            guard ticket.waitingSince != nil else { return nil }
            self = .noReply
        } else {
            guard ended.contains(earlier), ticket.state != .open else { return nil }
            self = .reopen
        }
    }
}

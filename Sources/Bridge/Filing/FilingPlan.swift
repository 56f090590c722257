import Domain
import Store

/// What has to happen in the agents' mailbox so that mails lie and look as their tickets stand. A value without I/O.
struct FilingPlan: Sendable {
    /// Mails that one command can deal with.
    struct Place: Hashable, Sendable {
        var mailbox: String
        var folder: String
        var uidValidity: UInt32
    }

    struct Move: Hashable, Sendable {
        var from: Place
        var folder: String
    }

    struct Mark: Hashable, Sendable {
        var place: Place
        var keyword: String
        var isAdded: Bool
    }

    /// What a ticket's mails should be like.
    struct Wish: Sendable {
        /// Nil: they stay where they are.
        var folder: String?
        /// Nil: they stay as they are.
        var keywords: [String]?
    }

    private(set) var moves: [Move: [PlacedMail]] = [:]
    private(set) var marks: [Mark: [PlacedMail]] = [:]

    init(_ mails: [PlacedMail], _ wishes: [TicketID: Wish]) {
        for mail in mails where mail.uid != nil {
            guard let wish = wishes[mail.ticket], let validity = mail.uidValidity else { continue }
            let place = Place(mailbox: mail.mailbox, folder: mail.folder, uidValidity: validity)
            if let wanted = wish.keywords {
                let shown = Set(mail.keywords.filter(StateKeywords.isOne))
                for keyword in Set(wanted).subtracting(shown) {
                    marks[Mark(place: place, keyword: keyword, isAdded: true), default: []].append(mail)
                }
                for keyword in shown.subtracting(wanted) {
                    marks[Mark(place: place, keyword: keyword, isAdded: false), default: []].append(mail)
                }
            }
            if let folder = wish.folder, folder != mail.folder {
                moves[Move(from: place, folder: folder), default: []].append(mail)
            }
        }
    }
}

import Domain
import Store

/// What `erase` shows before anything goes, and what it says of the places that it cannot reach.
struct ShownErasure: Encodable {
    struct Line: Encodable {
        var ticket: Int64
        var marketplace: String
        var state: String
        var messages: Int
        var answers: Int
        var files: Int
        var mails: Int
        var notes: Int
        var obstacles: [String]
        var legalHold: String?

        enum CodingKeys: String, CodingKey {
            case ticket, marketplace, state, messages, answers, files, mails, notes, obstacles
            case legalHold = "legal_hold"
        }

        init(_ holding: Holding) {
            ticket = holding.ticket.id.number
            marketplace = holding.ticket.marketplace.text
            state = holding.ticket.state.rawValue
            messages = holding.messages
            answers = holding.answers
            files = holding.files
            mails = holding.mails
            notes = holding.notes
            obstacles = holding.obstacles.map(\.rawValue)
            legalHold = holding.ticket.heldSince?.description
        }

        func print() {
            say(
                "ticket \(ticket), \(marketplace), \(state): \(messages) messages, \(answers) answers with \(files) files, "
                    + "\(mails) mails, \(notes) lines of the journal")
            if !obstacles.isEmpty { say("  not finished: \(obstacles.joined(separator: ", "))") }
            if let legalHold { say("  under legal hold since \(legalHold)") }
        }
    }

    struct Kept: Encodable {
        var mail: String
        var place: String
        var since: String
        var size: Int

        init(_ mail: KeptMail) {
            self.mail = mail.mail.description
            place = mail.place.rawValue
            since = mail.at.description
            size = mail.size
        }
    }

    var tickets: [Line]
    var mails: [Kept]
    var isErased = false
    /// Where copies lie that the store does not hold.
    var elsewhere: [String]

    enum CodingKeys: String, CodingKey {
        case tickets, mails, elsewhere
        case isErased = "erased"
    }

    init(_ found: FoundData, elsewhere: [String]) {
        tickets = found.holdings.map(Line.init)
        mails = found.mails.map(Kept.init)
        self.elsewhere = elsewhere
    }

    func print() {
        for ticket in tickets { ticket.print() }
        for mail in mails { say("mail \(mail.mail) in \(mail.place) since \(mail.since): \(mail.size) bytes") }
        if tickets.isEmpty, mails.isEmpty { say("nothing is held") }
    }
}

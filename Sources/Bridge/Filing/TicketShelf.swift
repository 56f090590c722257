import Domain
import Store

/// Where a ticket stands for the people who work on it.
public enum TicketShelf: String, Sendable, Hashable, CaseIterable {
    /// An answer is owed, and not today.
    case open
    case dueToday = "due_today"
    /// Answered; the buyer or the marketplace is next.
    case waiting
    case done
    /// An answer is held, or nobody knows what became of it.
    case problems

    /// - Parameters:
    ///   - hasProblem: whether something of it in the outbox waits for a person
    ///   - endOfDay: of the team's day
    init(_ ticket: Ticket, hasProblem: Bool, endOfDay: Timestamp) {
        if hasProblem {
            self = .problems
            return
        }
        switch ticket.state {
        case .closed: self = .done
        case .pending: self = .waiting
        case .open: self = ticket.deadline.map { $0 < endOfDay } ?? false ? .dueToday : .open
        }
    }
}

/// What a ticket mail's keywords say of its ticket (RFC 9051 §2.3.2). `\Seen` and `\Flagged` are the agents'.
enum StateKeywords {
    static let due = "$mb_due"
    static let late = "$mb_late"
    static let waiting = "$mb_waiting"
    private static let owner = "$mb_owner_"

    /// Whether a keyword is one of these, so that it goes when it is no longer true.
    static func isOne(_ keyword: String) -> Bool {
        [due, late, waiting].contains(keyword) || keyword.hasPrefix(owner)
    }

    static func of(_ ticket: Ticket, endOfDay: Timestamp, at now: Timestamp) -> [String] {
        var keywords: [String] = []
        if ticket.state == .open, let deadline = ticket.deadline {
            if deadline < now { keywords.append(late) } else if deadline < endOfDay { keywords.append(due) }
        }
        if ticket.state == .pending { keywords.append(waiting) }
        if ticket.state != .closed, let name = ticket.owner { keywords.append(owner + atom(name)) }
        return keywords
    }

    /// A keyword is an atom: other characters become underscores.
    private static func atom(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "_" })
    }
}

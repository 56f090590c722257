import Domain
import Store

/// Something that an administrator has to mend, as it is now. A value without I/O, and without a word of a mail.
enum Trouble: Sendable, Hashable {
    /// Mails in quarantine that nobody was told of; the newest came at `last`.
    case quarantined(count: Int, last: Timestamp)
    case refused(AccountPlace, AccountFault)
    case stalled(AccountPlace, AccountFault)
    /// Our clock, by how many seconds, and from whose.
    case clocksDiffer(from: [AccountPlace], seconds: Int64)
    /// Octets that are free.
    case diskNearlyFull(free: Int64)
    /// The last year that the table of holidays covers.
    case holidaysEnding(year: Int)
    case expiring(AccountPlace, on: CivilDate, daysLeft: Int64)

    /// Names it for as long as it lasts.
    var matter: String {
        switch self {
        case .quarantined: "quarantine"
        case .refused(let place, _): "refused \(place)"
        case .stalled(let place, _): "stalled \(place)"
        case .clocksDiffer: "clock"
        case .diskNearlyFull: "disk"
        case .holidaysEnding: "holidays"
        case .expiring(let place, let date, _): "expiring \(place) \(date)"
        }
    }

    /// How far telling of it goes: to the newest mail, to the stage of a date.
    var mark: Int64? {
        switch self {
        case .quarantined(_, let last): last.milliseconds
        case .expiring(_, _, let left): Self.stage(left)
        default: nil
        }
    }

    /// How long it stays unsaid at least, once it was told.
    private var pause: Duration {
        switch self {
        // There are weeks to mend it.
        case .holidaysEnding: .seconds(7 * 86_400)
        default: .seconds(6 * 3600)
        }
    }

    /// - Parameter told: when and what was told of the matter last
    func isDue(told: AlertMark?, at now: Timestamp) -> Bool {
        if case .expiring(_, _, let left) = self {
            guard let stage = Self.stage(left) else { return false }
            if let before = told?.mark, before <= stage { return false }
        }
        guard let told, told.at <= now else { return true }
        return now - told.at >= pause
    }

    /// A date is told a week before, a day before, and when it is there.
    private static func stage(_ daysLeft: Int64) -> Int64? { [0, 1, 7].first { daysLeft <= $0 } }
}

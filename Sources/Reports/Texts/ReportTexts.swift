public import Domain

/// What a report says to people, in one language.
public struct ReportTexts: Sendable {
    var code: String
    var title: String
    /// Between the two ends of the period, the second being its last day.
    var to: String
    var writtenAt: String
    var allMarketplaces: String
    var marketplace: String
    var overview: String
    var answers: String
    var inTime: String
    var late: String
    var goal: String
    var week: String
    var mean: String
    var median: String
    /// Nine of ten are faster.
    var ninetieth: String
    var firstAnswer: String
    var firstContact: String
    /// How ``firstContact`` is counted.
    var firstContactHint: String
    var open: String
    var overdue: String
    var shareByWeek: String
    var shareHint: String
    var distribution: String
    var upTo: String
    var longer: String
    var hours: String
    var hoursHint: String
    var hour: String
    var weekday: String
    var agents: String
    var agent: String
    var portal: String
    var reasons: String
    var reason: String
    var questions: String
    var ages: String
    var waitingFor: String
    var incidents: String
    var ticket: String
    var order: String
    var openedAt: String
    /// Until an incident closes by itself.
    var daysLeft: String
    var moreIncidents: String
    /// Those whose days were over within the period.
    var closedThemselves: String
    var perHundred: String
    var orders: String
    var norm: String
    var buyers: String
    var returning: String
    var feedback: String
    var products: String
    var product: String
    var share: String
    /// Opens the numbers behind a plot.
    var asTable: String
    var nothing: String
    /// Monday first, two or three letters.
    var weekdays: [String]
    /// Short units: days, hours, minutes, seconds.
    var units: (days: String, hours: String, minutes: String, seconds: String)
    /// Decimal separator.
    var point: String
    var kinds: [NotificationKind: String]

    public static func of(_ language: AgentLanguage) -> ReportTexts {
        switch language {
        case .de: german
        case .en: english
        case .nl: dutch
        case .fr: french
        case .pl: polish
        }
    }

    func kind(_ word: String) -> String { NotificationKind(rawValue: word).flatMap { kinds[$0] } ?? word }

    func agent(_ name: String) -> String { name == "portal" ? portal : name }

    /// `3 h 12 min`: the two largest units.
    func duration(_ seconds: Int64?) -> String {
        guard let seconds else { return "–" }
        let parts: [(Int64, String)] = [
            (seconds / 86_400, units.days), (seconds / 3600 % 24, units.hours), (seconds / 60 % 60, units.minutes),
            (seconds % 60, units.seconds),
        ]
        guard let first = parts.firstIndex(where: { $0.0 > 0 }) else { return "0 \(units.minutes)" }
        return parts[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// `36 h`, also for more than a day; minutes below an hour.
    func hours(_ seconds: Int64) -> String {
        seconds < 3600 ? "\(seconds / 60) \(units.minutes)" : "\(seconds / 3600) \(units.hours)"
    }

    /// `91,1 %`
    func percent(_ share: String?) -> String {
        guard let share else { return "–" }
        return "\(share.replacing(".", with: point))\u{A0}%"
    }

    func decimal(_ number: Double?) -> String {
        guard let number else { return "–" }
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10)\(point)\(tenths % 10)"
    }

    /// An instant in ISO 8601, as people read it: `2026-11-23 16:00`.
    static func shown(_ iso: String) -> String { String(iso.prefix(16)).replacing("T", with: " ") }
}

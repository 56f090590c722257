import Domain
import Routing

/// What `clock` says about one message. The names are a promise to users.
struct ClockAnswer: Encodable {
    private struct Warning: Encodable {
        var left: Int
        var at: String
        var send: String

        enum CodingKeys: String, CodingKey {
            case at
            case left = "left_percent"
            case send = "send_at"
        }
    }

    private var clock: String
    private var start: String
    private var countingFrom: String
    private var deadline: String
    private var earlyAt: String?
    private var warnings: [Warning]
    private var skipped: String?
    private var counted: String?
    private var caution: String?
    private var left: Int64?
    private var isLate: Bool?
    private let lines: String

    private enum CodingKeys: String, CodingKey {
        case clock, start, deadline, warnings, skipped, counted, caution
        case countingFrom = "counting_from"
        case earlyAt = "early_at"
        case left = "left_s"
        case isLate = "late"
    }

    /// - Parameter now: when to tell what is left; nil = not at all
    init(_ explanation: ClockExplanation, now: Timestamp?) {
        let rules = explanation.rules
        func shown(_ time: Timestamp) -> String { LocalTime(time, in: rules.zone).isoText }
        clock = rules.name
        start = shown(explanation.start)
        countingFrom = shown(explanation.countingFrom)
        deadline = shown(explanation.deadline)
        earlyAt = explanation.early.map(shown)
        warnings = explanation.warnings.filter { $0.percent > 0 }.map { warning in
            Warning(left: warning.percent, at: shown(warning.threshold), send: shown(warning.sendAt))
        }
        skipped = explanation.skipped
        counted = explanation.sum
        caution = explanation.caution
        left = now.map { rules.left(from: explanation.start, at: $0).components.seconds }
        isLate = now.map { $0.seconds > explanation.deadline.seconds }
        var lines = explanation.text
        if let left, let isLate, let now {
            lines += "\nleft       \(left) s at \(LocalTime(now, in: rules.zone).text)\(isLate ? ", too late" : "")"
        }
        self.lines = lines
    }

    var text: String { lines }
}

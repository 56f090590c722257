/// Why a ticket goes where it goes.
public struct RouteExplanation: Sendable, Hashable {
    public struct Verdict: Sendable, Hashable, CustomStringConvertible {
        public var route: String
        public var isMatch: Bool
        /// It takes part in the decision.
        public var isWinner: Bool
        /// What was met, or what was not; nothing of the buyer's text.
        public var reasons: [String]

        /// `route "returns": not matched, kind is refund, not return`
        public var description: String {
            "route \"\(route)\": \(isMatch ? "matched" : "not matched"), \(reasons.joined(separator: "; "))"
        }
    }

    public var match: Router.Match
    /// One per route, in order.
    public var verdicts: [Verdict]
    public var decision: RouteDecision
}

extension RouteDecision {
    /// What follows, one line each, folder and owner first.
    public var effects: [String] {
        var lines: [String] = []
        if let ignoredBy { lines.append("ignored by \"\(ignoredBy)\": no ticket is made") }
        lines.append("folder \(folder)")
        lines.append("owner \(owner ?? "-")" + (ownerReason.map { ", \($0)" } ?? ""))
        if !tags.isEmpty { lines.append("tags \(tags.joined(separator: ", "))") }
        if priority != .normal { lines.append("priority \(priority.rawValue)") }
        if let clock { lines.append("clock \(clock)") }
        if let template { lines.append("template \(template)") }
        if !copies.isEmpty { lines.append("copy to \(copies.joined(separator: ", "))") }
        if isHeld { lines.append("held: nothing is answered automatically") }
        if !alarms.isEmpty { lines.append("alarm of \(alarms.joined(separator: ", "))") }
        return lines
    }
}

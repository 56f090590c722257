/// One line of the table.
struct Row: Sendable {
    enum Verdict: Sendable {
        case met, missed
        /// Told for comparison; nothing is promised.
        case none
    }

    var name: String
    var value: String
    var detail = ""
    var target = ""
    var verdict = Verdict.none
    /// What was measured, where others count with it.
    var seconds = 0.0

    init(_ name: String, _ value: String, detail: String = "") {
        self.name = name
        self.value = value
        self.detail = detail
    }

    /// A row of times with a median that must not exceed `limit` seconds.
    init(_ name: String, _ samples: Samples, limit: Double? = nil) {
        self.init(
            name, milliseconds(samples.median),
            detail: "p95 \(milliseconds(samples.quantile(0.95))), \(samples.values.count) samples")
        if let limit { require(samples.median <= limit, "<= \(milliseconds(limit))") }
    }

    mutating func require(_ isMet: Bool, _ target: String) {
        self.target = target
        verdict = isMet ? .met : .missed
    }

    static func print(_ rows: [Row]) {
        let width = rows.map(\.name.count).max() ?? 0
        let second = max(8, rows.map(\.value.count).max() ?? 0)
        let third = rows.map(\.detail.count).max() ?? 0
        for row in rows {
            let verdict =
                switch row.verdict {
                case .met: "  \(row.target): met"
                case .missed: "  \(row.target): MISSED"
                case .none: ""
                }
            say(
                padded(row.name, width + 2)
                    + String(repeating: " ", count: second - row.value.count) + row.value + "  "
                    + (verdict.isEmpty ? row.detail : padded(row.detail, third) + verdict))
        }
    }
}

import Domain
import Routing

/// One row of `clocks.tsv`: what follows from its rules, events and the instant of the question.
enum ClockRow {
    static let columns = [
        "id", "group", "rules", "events", "now", "state", "start", "counting_from", "deadline", "early_at", "early",
        "warn_at", "send_at", "left_s", "waits",
    ]

    static func cells(_ row: VectorTable.Row, _ reader: inout VectorReader) throws(VectorTable.Fault) -> [String] {
        let clock = try reader.clock(try row.needed("rules"), line: row.line)
        let events = try reader.decode([Event].self, try row.needed("events"), "events", line: row.line)
        let now = try reader.time(try row.needed("now"), "now", line: row.line)
        var read: [ClockEvent] = []
        for event in events { read.append(try event.event(reader, line: row.line)) }
        do throws(ClockError) {
            return ["id", "group", "rules", "events", "now"].map { row[$0] ?? "" }
                + shown(try ClockStanding(clock, read, at: now))
        } catch {
            throw VectorTable.Fault(line: row.line, reason: "\(error)")
        }
    }

    private static func shown(_ standing: ClockStanding) -> [String] {
        guard let wait = standing.wait else {
            return [standing.state.rawValue] + Array(repeating: "", count: 8) + ["[]"]
        }
        func text(_ time: Timestamp?) -> String { time.map { LocalTime($0, in: wait.rules.zone).isoText } ?? "" }
        func list(_ times: [Timestamp]) -> String {
            wait.isExplicit ? "" : "[\(times.map { "\"\(text($0))\"" }.joined(separator: ", "))]"
        }
        return [
            standing.state.rawValue, text(wait.start), text(wait.countingFrom), text(wait.deadline),
            text(standing.earlyAt), standing.isFlagged.map { $0 ? "true" : "false" } ?? "",
            list(standing.warnings.map(\.threshold)), list(standing.warnings.map(\.sendAt)),
            standing.left.map { String($0.components.seconds) } ?? "",
            "[\(standing.waits.map(json).joined(separator: ", "))]",
        ]
    }

    private static func json(_ wait: Wait) -> String {
        func text(_ time: Timestamp?) -> String {
            time.map { "\"\(LocalTime($0, in: wait.rules.zone).isoText)\"" } ?? "null"
        }
        let how = wait.how.map { "\"\($0.rawValue)\"" } ?? "null"
        let inTime = wait.isInTime.map { $0 ? "true" : "false" } ?? "null"
        return """
            {"start": \(text(wait.start)), "counting_from": \(text(wait.countingFrom)), "deadline": \
            \(text(wait.deadline)), "end": \(text(wait.end)), "how": \(how), "in_time": \(inTime)}
            """
    }

    /// `[time, kind]` or `[time, kind, value]`
    private struct Event: Decodable {
        var time: String
        var kind: String
        var value: String?

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            time = try list.decode(String.self)
            kind = try list.decode(String.self)
            value = list.isAtEnd ? nil : try list.decode(String?.self)
        }

        func event(_ reader: VectorReader, line: Int) throws(VectorTable.Fault) -> ClockEvent {
            ClockEvent(
                try kind(reader, line: line), at: try reader.time(time, "events", line: line),
                answer: ["api_since", "explicit"].contains(kind) ? nil : value)
        }

        private func kind(_ reader: VectorReader, line: Int) throws(VectorTable.Fault) -> ClockEvent.Kind {
            switch kind {
            case "buyer": return .buyer
            case "answer": return .answer
            case "portal_answer": return .portalAnswer
            case "auto": return .auto
            case "canned": return .canned
            case "no_reply": return .noReply
            case "close": return .close
            case "reopen": return .reopen
            case "undelivered": return .undelivered
            case "api_since":
                guard let value else { return .apiSince(nil) }
                return .apiSince(try reader.time(value, "events", line: line))
            case "explicit": return .explicit(try reader.time(value ?? "", "events", line: line))
            default: throw VectorTable.Fault(line: line, reason: "unknown event \"\(kind)\"")
            }
        }
    }
}

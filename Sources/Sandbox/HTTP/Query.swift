import Domain
import Wire

/// The query of a request, read strictly: unknown names, repeated names and malformed values are refused with 400.
struct Query: Sendable {
    private var values: [String: String] = [:]
    /// As sent.
    let text: String

    init(_ request: Request, allowed: Set<String>) throws(Refusal) {
        text = request.rawQuery
        guard let pairs = formPairs(text) else {
            throw Refusal(400, "the query is not well encoded")
        }
        for (name, value) in pairs {
            guard allowed.contains(name) else { throw Refusal(400, "unknown parameter", field: name) }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Refusal(400, "given more than once", field: name)
            }
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(Refusal) -> Int64? {
        guard let text = values[name] else { return nil }
        guard let number = Int64(text), text.first != "+" else { throw Refusal(400, "not an integer", field: name) }
        guard range.contains(number) else {
            throw Refusal(400, "must be between \(range.lowerBound) and \(range.upperBound)", field: name)
        }
        return number
    }

    func boolean(_ name: String) throws(Refusal) -> Bool? {
        switch values[name] {
        case nil: return nil
        case "true": return true
        case "false": return false
        default: throw Refusal(400, "must be true or false", field: name)
        }
    }

    /// An instant as the interfaces want it: `2026-11-22T09:14:00Z`, or with a numeric offset.
    func instant(_ name: String) throws(Refusal) -> Timestamp? {
        guard let text = values[name] else { return nil }
        guard text.contains("T"), text.hasSuffix("Z") || text.dropFirst(10).contains(where: { "+-".contains($0) }),
            let instant = Timestamp(iso8601: text)
        else { throw Refusal(400, "must be a date-time", field: name) }
        return instant
    }

    /// The comma-separated words of `name`, each one of `allowed` when that is given.
    func words(_ name: String, from allowed: Set<String>? = nil) throws(Refusal) -> Set<String>? {
        guard let text = values[name] else { return nil }
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for word in words where word.isEmpty || allowed?.contains(word) == false {
            throw Refusal(400, "not a known value: \(word)", field: name)
        }
        return Set(words)
    }
}

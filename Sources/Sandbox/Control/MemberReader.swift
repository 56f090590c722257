/// The members of a JSON object, taken one by one; what is left over is a mistake.
struct MemberReader: Sendable {
    private var members: [String: JSON]

    init(_ value: JSON?) throws(Refusal) {
        guard let members = value?.object else { throw Refusal(400, "must be a JSON object") }
        self.members = members
    }

    /// Nil where the member is missing or null.
    mutating func take(_ name: String) -> JSON? {
        let value = members.removeValue(forKey: name)
        return value == .null ? nil : value
    }

    mutating func string(_ name: String) throws(Refusal) -> String? {
        guard let value = take(name) else { return nil }
        guard let text = value.string else { throw Refusal(400, "must be a string", field: name) }
        return text
    }

    mutating func bool(_ name: String) throws(Refusal) -> Bool? {
        guard let value = take(name) else { return nil }
        guard let flag = value.bool else { throw Refusal(400, "must be true or false", field: name) }
        return flag
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int64>) throws(Refusal) -> Int? {
        guard let value = take(name) else { return nil }
        guard let number = value.integer, range.contains(number) else {
            throw Refusal(400, "must be a whole number from \(range.lowerBound) to \(range.upperBound)", field: name)
        }
        return Int(number)
    }

    mutating func choice<Choice: RawRepresentable>(
        _ name: String, as _: Choice.Type
    ) throws(Refusal) -> Choice? where Choice.RawValue == String {
        guard let text = try string(name) else { return nil }
        guard let choice = Choice(rawValue: text) else { throw Refusal(400, "not a known value: \(text)", field: name) }
        return choice
    }

    /// Throws for a member that nobody took.
    func end() throws(Refusal) {
        if let name = members.keys.min() { throw Refusal(400, "unknown member", field: name) }
    }

    static func required<Value>(_ value: Value?, _ name: String) throws(Refusal) -> Value {
        guard let value else { throw Refusal(400, "is required", field: name) }
        return value
    }
}

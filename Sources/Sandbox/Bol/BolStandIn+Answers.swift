import Domain

extension BolStandIn {
    private static let pageSize = 50

    static func answer(_ value: JSON, status: Int = 200) -> Response {
        .json(value, status: status, type: mediaType)
    }

    /// One page of a list; a page without elements is an object without members.
    static func list(_ name: String, _ elements: [JSON], _ page: Int) -> Response {
        let part = elements.dropFirst((page - 1) * pageSize).prefix(pageSize)
        return answer(part.isEmpty ? [:] : .object([name: .array(Array(part))]))
    }

    static func page(_ query: Query) throws(Refusal) -> Int {
        Int(try query.integer("page", in: 1...1_000_000) ?? 1)
    }

    /// A number with two decimals at most.
    static func euros(_ cents: Int64) -> JSON { .number(Double(cents) / 100) }

    /// `2026-11-22`
    static func date(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

    /// Only these members, all of them.
    static func members(_ body: [UInt8], _ names: Set<String>) throws(Refusal) -> [String: JSON] {
        guard let members = JSON(parsing: body)?.object else { throw Refusal(400, "Malformed request body") }
        for name in members.keys.sorted() where !names.contains(name) {
            throw Refusal(400, "Request contains an unknown property", field: name)
        }
        for name in names.sorted() where members[name] == nil {
            throw Refusal(400, "Request is missing a required property", field: name)
        }
        return members
    }
}

extension Query {
    func choice(_ name: String, from allowed: Set<String>) throws(Refusal) -> String? {
        guard let text = self[name] else { return nil }
        guard allowed.contains(text) else {
            throw Refusal(400, "Request contains invalid value(s): '\(text)'", field: name)
        }
        return text
    }
}

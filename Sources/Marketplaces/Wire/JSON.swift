/// A JSON value (RFC 8259) as marketplaces send and take it.
///
/// Numbers keep the digits they were written with, so that amounts stay exact and 64-bit ids whole. Members keep their
/// order, because one marketplace signs the very bytes that are sent.
enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Sendable, Hashable {
        var key: String
        var value: JSON
    }

    /// The member of this name, the last one if there are several; null where there is none or this is no object.
    subscript(key: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members.last { $0.key == key }?.value ?? .null
    }

    /// Whether this is an object that names the member, even as null.
    func has(_ key: String) -> Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { $0.key == key }
    }

    var elements: [JSON] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A string or a number as written: ids come as either, depending on the operator.
    var scalar: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    var integer: Int64? {
        guard case .number(let text) = self else { return nil }
        return Int64(text)
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The string, unless it is absent, empty or blank.
    var filled: String? {
        guard let string, string.contains(where: { !$0.isWhitespace }) else { return nil }
        return string
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(key: $0.0, value: $0.1) })
    }
}

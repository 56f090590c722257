/// A JSON value (RFC 8259) as web APIs send and take it.
///
/// Numbers keep the digits they were written with, so that amounts stay exact and 64-bit ids whole. Members keep their
/// order, because one marketplace signs the very bytes that are sent.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSON

        public init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// The member of this name, the last one if there are several; null where there is none or this is no object.
    public subscript(key: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members.last { $0.key == key }?.value ?? .null
    }

    /// Whether this is an object that names the member, even as null.
    public func has(_ key: String) -> Bool {
        guard case .object(let members) = self else { return false }
        return members.contains { $0.key == key }
    }

    public var elements: [JSON] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A string or a number as written: ids come as either, depending on the operator.
    public var scalar: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    public var integer: Int64? {
        guard case .number(let text) = self else { return nil }
        return Int64(text)
    }

    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The string, unless it is absent, empty or blank.
    public var filled: String? {
        guard let string, string.contains(where: { !$0.isWhitespace }) else { return nil }
        return string
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(key: $0.0, value: $0.1) })
    }
}

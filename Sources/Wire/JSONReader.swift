extension JSON {
    /// Why a text is no JSON, and at which byte.
    public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
        public var offset: Int
        public var problem: String
        public var description: String { "\(problem) at byte \(offset)" }
    }

    /// Nesting that is followed; deeper texts are refused.
    static let deepest = 64

    /// Reads one JSON text; what stands around it must be white space. Linear time, no recursion.
    public init(parsing bytes: [UInt8]) throws(SyntaxError) {
        var reader = JSONReader(bytes)
        self = try reader.read()
    }
}

/// A reader that keeps open arrays and objects on its own stack.
private struct JSONReader {
    private enum Open {
        case array([JSON])
        case object([JSON.Member], key: String)
    }

    private let bytes: [UInt8]
    private var position = 0
    private var stack: [Open] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() throws(JSON.SyntaxError) -> JSON {
        while true {
            skipSpace()
            guard var value = try opening() else { continue }
            // A finished value may finish what is around it.
            while let open = stack.popLast() {
                skipSpace()
                switch open {
                case .array(var elements):
                    elements.append(value)
                    if take(",") {
                        stack.append(.array(elements))
                        break
                    }
                    guard take("]") else { throw problem("expected , or ]") }
                    value = .array(elements)
                    continue
                case .object(var members, let key):
                    members.append(JSON.Member(key: key, value: value))
                    if take(",") {
                        skipSpace()
                        stack.append(.object(members, key: try memberName()))
                        break
                    }
                    guard take("}") else { throw problem("expected , or }") }
                    value = .object(members)
                    continue
                }
                break
            }
            if !stack.isEmpty { continue }
            skipSpace()
            guard position == bytes.count else { throw problem("something follows the value") }
            return value
        }
    }

    /// A whole value, or nil after opening an array or object that has content.
    private mutating func opening() throws(JSON.SyntaxError) -> JSON? {
        guard position < bytes.count else { throw problem("the text ends too early") }
        switch bytes[position] {
        case UInt8(ascii: "{"):
            position += 1
            skipSpace()
            if take("}") { return .object([]) }
            try push(.object([], key: try memberName()))
            return nil
        case UInt8(ascii: "["):
            position += 1
            skipSpace()
            if take("]") { return .array([]) }
            try push(.array([]))
            return nil
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func push(_ open: Open) throws(JSON.SyntaxError) {
        guard stack.count < JSON.deepest else { throw problem("nested too deeply") }
        stack.append(open)
    }

    private mutating func memberName() throws(JSON.SyntaxError) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw problem("expected a name") }
        let name = try text()
        skipSpace()
        guard take(":") else { throw problem("expected :") }
        return name
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSON.SyntaxError) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw problem("unknown word") }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(JSON.SyntaxError) -> String {
        let start = position
        _ = take("-")
        guard digits() else { throw problem("expected a value") }
        if take("."), !digits() { throw problem("expected digits") }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { throw problem("expected digits") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Bool {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position > start
    }

    private mutating func text() throws(JSON.SyntaxError) -> String {
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &content)
            // Raw control characters are forbidden, but harmless here: some gateways leave line ends in.
            default: content.append(byte)
            }
        }
        throw problem("the text ends within a string")
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSON.SyntaxError) {
        guard position < bytes.count else { throw problem("the text ends within a string") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "u"): content.append(contentsOf: String(Character(try scalar())).utf8)
        default: throw problem("unknown escape")
        }
    }

    /// The character behind `\u`; half a surrogate pair becomes U+FFFD.
    private mutating func scalar() throws(JSON.SyntaxError) -> Unicode.Scalar {
        let unit = try hexadecimal()
        if (0xD800...0xDBFF).contains(unit), bytes[position...].starts(with: [0x5C, 0x75]) {
            let mark = position
            position += 2
            let low = try hexadecimal()
            if (0xDC00...0xDFFF).contains(low) {
                return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
            }
            position = mark
        }
        return Unicode.Scalar(unit) ?? "\u{FFFD}"
    }

    private mutating func hexadecimal() throws(JSON.SyntaxError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw problem("expected four digits") }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw problem("expected four digits")
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
        position += 1
        return true
    }

    private func problem(_ text: String) -> JSON.SyntaxError { JSON.SyntaxError(offset: position, problem: text) }
}

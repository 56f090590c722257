/// Why a response could not be read, and where.
struct SyntaxError: Error, Equatable {
    /// Offset in the frame's text.
    let position: Int
}

/// Reads the tokens of one frame from front to back (RFC 9051 §9).
struct FrameReader {
    let text: [UInt8]
    private let literals: [[UInt8]]
    let nestingLimit: Int
    /// Folder names are UTF-8.
    let usesUTF8: Bool
    var position = 0
    private var nextLiteral = 0

    init(_ frame: Frame, nestingLimit: Int, usesUTF8: Bool = false) {
        text = frame.text
        literals = frame.literals
        self.nestingLimit = nestingLimit
        self.usesUTF8 = usesUTF8
    }

    var isAtEnd: Bool { position >= text.count }
    var peek: UInt8? { isAtEnd ? nil : text[position] }
    var error: SyntaxError { SyntaxError(position: position) }

    /// What has not been read, as text.
    var rest: String { String(decoding: text[min(position, text.count)...], as: UTF8.self) }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(SyntaxError) {
        guard skip(character) else { throw error }
    }

    /// Reads over `word`, which is in upper case and ends with a character that no name has, in any case.
    mutating func skip(word: StaticString) -> Bool {
        guard ASCII.starts(text, at: position, with: word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    mutating func skipSpaces() {
        while peek == 0x20 { position += 1 }
    }

    /// One blank or more must follow.
    mutating func expectSpace() throws(SyntaxError) {
        guard peek == 0x20 else { throw error }
        skipSpaces()
    }

    /// Only blanks may be left.
    mutating func expectEnd() throws(SyntaxError) {
        skipSpaces()
        guard isAtEnd else { throw error }
    }

    /// Octets up to the first that does not match; at least one.
    mutating func word(while matches: (UInt8) -> Bool) throws(SyntaxError) -> ArraySlice<UInt8> {
        let start = position
        while position < text.count, matches(text[position]) { position += 1 }
        guard position > start else { throw error }
        return text[start..<position]
    }

    mutating func atom() throws(SyntaxError) -> String {
        String(decoding: try word(while: ASCII.isAtomOrBracket), as: UTF8.self)
    }

    mutating func upperAtom() throws(SyntaxError) -> String { ASCII.uppercased(try atom()) }

    mutating func number() throws(SyntaxError) -> UInt64 {
        let start = position
        var value: UInt64 = 0
        while let byte = peek, ASCII.isDigit(byte) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte - 0x30))
            if overflow || carry { throw error }
            value = sum
            position += 1
        }
        guard position > start else { throw error }
        return value
    }

    mutating func number32() throws(SyntaxError) -> UInt32 {
        guard let value = UInt32(exactly: try number()) else { throw error }
        return value
    }

    /// `2,4:7,9`, in the order given; the ends of a range may stand in either order. `*` is `UInt32.max`.
    mutating func ranges() throws(SyntaxError) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        repeat {
            let first = try rangeEnd()
            let second = skip(":") ? try rangeEnd() : first
            result.append(min(first, second)...max(first, second))
        } while skip(",")
        return result
    }

    private mutating func rangeEnd() throws(SyntaxError) -> UInt32 { skip("*") ? .max : try number32() }

    /// A quoted string or a literal of either kind.
    mutating func string() throws(SyntaxError) -> [UInt8] {
        switch peek {
        case UInt8(ascii: "\""): try quoted()
        case UInt8(ascii: "{"), UInt8(ascii: "~"): try literal()
        default: throw error
        }
    }

    /// A string, or nil for `NIL`.
    mutating func nstring() throws(SyntaxError) -> [UInt8]? {
        if let byte = peek, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "~") {
            return try string()
        }
        guard ASCII.equal(try word(while: ASCII.isAtomOrBracket), "NIL") else { throw error }
        return nil
    }

    /// An atom or a string. Octets that an atom may not have are let through as long as the end is clear, because
    /// servers send raw UTF-8 and `%` in folder names.
    mutating func astring() throws(SyntaxError) -> [UInt8] {
        if let byte = peek, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") { return try string() }
        return Array(
            try word { byte in
                byte > 0x20 && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "\"")
                    && byte != UInt8(ascii: "{")
            })
    }

    private mutating func quoted() throws(SyntaxError) -> [UInt8] {
        try expect("\"")
        var result: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return result
            case UInt8(ascii: "\\"):
                guard let escaped = peek else { throw error }
                position += 1
                result.append(escaped)
            case 0x0A: throw error
            default: result.append(byte)
            }
        }
        throw error
    }

    private mutating func literal() throws(SyntaxError) -> [UInt8] {
        _ = skip("~")
        try expect("{")
        _ = try number()
        _ = skip("+")
        try expect("}")
        guard skip("\n"), nextLiteral < literals.count else { throw error }
        nextLiteral += 1
        return literals[nextLiteral - 1]
    }
}

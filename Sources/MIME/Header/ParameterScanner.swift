/// Reads `value; name=value; …` leniently and without memory of its own (RFC 2045 §5.1): parameters behind a missing
/// semicolon, blanks without quotes. What RFC 2231 adds is put together by ``ParameterAssembly``.
struct ParameterScanner {
    private var cursor: FieldCursor
    /// How many parameters may still follow.
    private var left: Int
    /// The words before the first semicolon; empty if the value begins with a parameter.
    let main: ByteView
    /// Whether white space or comments stand within ``main``.
    private let isSpaced: Bool
    /// Whether there was a word that is no parameter, or no semicolon before one.
    private(set) var isMalformed = false
    /// Whether there were more parameters than allowed.
    private(set) var hasMore = false

    init(_ value: ByteView, limit: Int) {
        cursor = FieldCursor(value)
        left = limit
        cursor.skipComments()
        let start = cursor.position
        let first = Self.word(&cursor)
        var probe = cursor
        probe.skipComments()
        if !first.isEmpty, first.last == UInt8(ascii: "/") || probe.peek() == UInt8(ascii: "/") {
            // White space and comments may stand around the slash.
            let second = Self.word(&probe)
            if second.last == UInt8(ascii: "/") {
                probe.skipComments()
                _ = Self.word(&probe)
            }
            main = value.view(start..<probe.position)
            isSpaced = probe.position > cursor.position
            cursor = probe
        } else if first.position(of: UInt8(ascii: "=")) != nil, first.position(of: UInt8(ascii: "/")) == nil {
            // `charset=x` alone: the value itself is missing.
            main = value.view(start..<start)
            isSpaced = false
            cursor.position = start
        } else {
            main = first
            isSpaced = false
        }
    }

    /// Calls `body` with ``main`` without white space and comments.
    func withMain<Result>(_ body: (ByteView) -> Result) -> Result {
        // No type stands in quotes.
        guard isSpaced || main.position(of: UInt8(ascii: "\"")) != nil else { return body(main) }
        var bytes: [UInt8] = []
        var cursor = FieldCursor(main)
        while !cursor.isAtEnd {
            cursor.skipComments()
            bytes += Self.word(&cursor).filter { $0 != UInt8(ascii: "\"") }
            if cursor.peek() == UInt8(ascii: ";") { cursor.advance() }
        }
        return bytes.withUnsafeBufferPointer(body)
    }

    private static func word(_ cursor: inout FieldCursor) -> ByteView {
        cursor.take { !$0.isWhiteSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    }

    /// One `name=value` as written.
    struct Parameter {
        /// With RFC 2231's stars.
        let name: ByteView
        /// Without the quotes around it.
        let value: ByteView
        /// Whether ``value`` holds escapes or folds.
        let isEscaped: Bool

        /// Whether it names a file, whole or in part.
        var isFileName: Bool { ParameterScanner.isFileName(name) }

        /// The value without escapes and folds.
        var content: [UInt8] { isEscaped ? value.withoutEscapes(isPath: isFileName) : Array(value) }
    }

    private static func isFileName(_ name: ByteView) -> Bool {
        name.view(0..<4).equalsFolded("name") || name.view(0..<8).equalsFolded("filename")
    }

    /// The next parameter, however it is written.
    mutating func next() -> Parameter? {
        var isSeparated = false
        while true {
            cursor.skipComments()
            if cursor.skip(UInt8(ascii: ";")) {
                isSeparated = true
                continue
            }
            guard !cursor.isAtEnd else { return nil }
            let start = cursor.position
            let name = cursor.take {
                !$0.isWhiteSpace && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\"")
            }
            cursor.skipWhiteSpace()
            if !name.isEmpty, cursor.skip(UInt8(ascii: "=")) {
                guard left > 0 else {
                    hasMore = true
                    return nil
                }
                left -= 1
                if !isSeparated { isMalformed = true }
                return value(of: name)
            }
            if cursor.peek() == UInt8(ascii: "\"") { _ = cursor.quoted() }
            // A word that is no parameter.
            isMalformed = true
            if cursor.position == start { cursor.advance() }
        }
    }

    private mutating func value(of name: ByteView) -> Parameter {
        cursor.skipWhiteSpace()
        if cursor.peek() == UInt8(ascii: "\"") {
            let (range, isEscaped) = cursor.quoted()
            return Parameter(name: name, value: cursor.bytes.view(range), isEscaped: isEscaped)
        }
        let holdsBlanks = Self.isFileName(name)
        let start = cursor.position
        while let byte = cursor.peek(), byte != UInt8(ascii: ";"), byte != .lineFeed, byte != .carriageReturn {
            // Names may hold blanks and parentheses; elsewhere they begin a comment or the next field.
            if !holdsBlanks, byte.isBlank || byte == UInt8(ascii: "(") { break }
            cursor.advance()
        }
        let value = cursor.bytes.view(start..<cursor.position).trimmed
        let isHalfQuoted = value.last == UInt8(ascii: "\"")
        return Parameter(
            name: name, value: isHalfQuoted ? value.view(0..<value.count - 1) : value, isEscaped: false)
    }
}

extension ParameterizedValue {
    /// Reads a field value leniently: parameters behind a missing semicolon, unquoted blanks, RFC 2231 in any order.
    init(parsing value: ByteView, eightBit: Charset, limits: Limits) {
        var cursor = FieldCursor(value)
        cursor.skipComments()
        let start = cursor.position
        var main = Array(Self.word(&cursor))
        // White space and comments may stand around the slash.
        var probe = cursor
        probe.skipComments()
        if main.last == UInt8(ascii: "/") || probe.peek() == UInt8(ascii: "/"), !main.isEmpty {
            main += Self.word(&probe)
            if main.last == UInt8(ascii: "/") {
                probe.skipComments()
                main += Self.word(&probe)
            }
            cursor = probe
        }
        // `charset=x` alone: the value itself is missing.
        if main.contains(UInt8(ascii: "=")), !main.contains(UInt8(ascii: "/")) {
            self.init(value: "")
            cursor.position = start
        } else {
            self.init(value: String(decoding: main.map(\.lowercased), as: UTF8.self))
        }
        var assembly = ParameterAssembly(text: FieldText(eightBit: eightBit, limits: limits))
        var left = limits.parameters
        while left > 0, let parameter = Self.next(&cursor) {
            assembly.add(parameter)
            left -= 1
        }
        parameters = assembly.parameters()
    }

    private static func word(_ cursor: inout FieldCursor) -> ByteView {
        cursor.take { !$0.isWhiteSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    }

    /// One `name=value` as written.
    struct RawParameter {
        /// Lower case, with RFC 2231's stars.
        var name: [UInt8]
        /// Quotes and escapes removed.
        var value: [UInt8]
    }

    private static func next(_ cursor: inout FieldCursor) -> RawParameter? {
        while true {
            cursor.skipComments()
            if cursor.skip(UInt8(ascii: ";")) { continue }
            guard !cursor.isAtEnd else { return nil }
            let start = cursor.position
            let name = cursor.take {
                !$0.isWhiteSpace && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\"")
            }
            cursor.skipWhiteSpace()
            if !name.isEmpty, cursor.skip(UInt8(ascii: "=")) {
                let lowered = name.map(\.lowercased)
                return RawParameter(name: lowered, value: value(&cursor, of: lowered))
            }
            if cursor.peek() == UInt8(ascii: "\"") { _ = cursor.quotedString() }
            // A word that is no parameter.
            if cursor.position == start { cursor.advance() }
        }
    }

    private static func value(_ cursor: inout FieldCursor, of name: [UInt8]) -> [UInt8] {
        cursor.skipWhiteSpace()
        if cursor.peek() == UInt8(ascii: "\"") { return cursor.quotedString() }
        let isName = name.starts(with: Array("name".utf8)) || name.starts(with: Array("filename".utf8))
        let start = cursor.position
        while let byte = cursor.peek(), byte != UInt8(ascii: ";"), byte != .lineFeed, byte != .carriageReturn {
            // Names may hold blanks and parentheses; elsewhere they begin a comment or the next field.
            if !isName, byte.isBlank || byte == UInt8(ascii: "(") { break }
            cursor.advance()
        }
        let value = Array(cursor.bytes.view(start..<cursor.position).trimmed)
        return value.last == UInt8(ascii: "\"") ? Array(value.dropLast()) : value
    }
}

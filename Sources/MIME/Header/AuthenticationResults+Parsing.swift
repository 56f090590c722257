extension AuthenticationResults {
    /// Reads the value of an Authentication-Results field. Nil if it names no host.
    init?(parsing value: ByteView) {
        var cursor = FieldCursor(value)
        guard let host = Self.value(&cursor), !host.isEmpty else { return nil }
        var results: [Result] = []
        cursor.skipComments()
        let digits = cursor.take(while: \.isDigit)
        let version = digits.isEmpty ? 1 : Int(digits.lowercasedString) ?? 0
        Self.skipToSemicolon(&cursor)
        while cursor.skip(UInt8(ascii: ";")) {
            if results.count < 100, let result = Self.result(&cursor) { results.append(result) }
            Self.skipToSemicolon(&cursor)
        }
        self.init(host: host, version: version, results: results)
    }

    /// `method[/version]=result [reason=value] *(ptype.property=value)`
    private static func result(_ cursor: inout FieldCursor) -> Result? {
        guard let (method, result) = pair(&cursor), !method.isEmpty else { return nil }
        var reason: String?
        var properties: [Property] = []
        while let (key, value) = pair(&cursor) {
            if key == "reason" {
                if reason == nil { reason = value }
            } else if key.contains("."), properties.count < 100 {
                properties.append(Property(key: key, value: value))
            }
        }
        let halves = method.split(separator: "/", maxSplits: 1)
        return Result(
            method: halves.first.map(String.init) ?? "", version: halves.count > 1 ? Int(halves[1]) ?? 0 : 1,
            result: result.lowercased(), reason: reason, properties: properties)
    }

    /// `key=value`, the key in lower case; nil at a semicolon or the end. Words without `=` are skipped.
    private static func pair(_ cursor: inout FieldCursor) -> (key: String, value: String)? {
        while true {
            cursor.skipComments()
            guard let byte = cursor.peek(), byte != UInt8(ascii: ";") else { return nil }
            var key: [UInt8] = []
            // White space and comments may stand around `/`, `.` and `=`.
            while let byte = cursor.peek(), byte != UInt8(ascii: ";"), byte != UInt8(ascii: "=") {
                let start = cursor.position
                key.append(
                    contentsOf: cursor.take { $0.isTokenCharacter || $0 == UInt8(ascii: "/") || $0 >= 0x80 }.map(
                        \.lowercased))
                if cursor.position == start { cursor.advance() }
                cursor.skipComments()
                guard let next = cursor.peek() else { break }
                let isOpen = key.last == UInt8(ascii: ".") || key.last == UInt8(ascii: "/")
                if !isOpen, next != UInt8(ascii: "."), next != UInt8(ascii: "/"), next != UInt8(ascii: "=") { break }
            }
            guard cursor.skip(UInt8(ascii: "=")) else { continue }
            let value = value(&cursor) ?? ""
            return (String(decoding: key, as: UTF8.self), value)
        }
    }

    /// A quoted string, or all up to white space, a comment or a semicolon.
    private static func value(_ cursor: inout FieldCursor) -> String? {
        cursor.skipComments()
        guard let byte = cursor.peek(), byte != UInt8(ascii: ";") else { return nil }
        if byte == UInt8(ascii: "\"") {
            let quoted = cursor.quotedString()
            // A local part in quotes goes on with its domain.
            let rest = cursor.take { !$0.isWhiteSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
            return text(quoted + rest)
        }
        return text(cursor.take { !$0.isWhiteSpace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") })
    }

    /// Control characters become blanks, so that a value stays on its line wherever it is shown.
    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? .space : $0 }, as: UTF8.self)
    }

    private static func skipToSemicolon(_ cursor: inout FieldCursor) {
        while true {
            cursor.skipComments()
            guard let byte = cursor.peek(), byte != UInt8(ascii: ";") else { return }
            if byte == UInt8(ascii: "\"") { _ = cursor.quotedString() } else { cursor.advance() }
        }
    }
}

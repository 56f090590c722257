extension FrameReader {
    /// Response code and text behind the condition. Never fails: whatever cannot be a code is text.
    mutating func statusLine(_ condition: StatusLine.Condition) -> StatusLine {
        skipSpaces()
        guard let end = codeEnd() else { return StatusLine(condition: condition, code: nil, text: rest) }
        let inside = Frame(text: Array(text[(position + 1)..<end]))
        var reader = FrameReader(inside, nestingLimit: nestingLimit)
        let code = reader.responseCode()
        position = end + 1
        skipSpaces()
        return StatusLine(condition: condition, code: code, text: rest)
    }

    /// Where the `]` of the code at this place stands. Quoted strings may contain one; if the quotes do not pair up, the
    /// first `]` counts.
    private func codeEnd() -> Int? {
        guard peek == UInt8(ascii: "[") else { return nil }
        var inside = false
        var escaped = false
        var first: Int?
        for index in (position + 1)..<max(position + 1, text.count) {
            let byte = text[index]
            if byte == UInt8(ascii: "]") {
                first = first ?? index
                if !inside { return index }
            }
            if escaped {
                escaped = false
            } else if byte == UInt8(ascii: "\"") {
                inside.toggle()
            } else if inside, byte == UInt8(ascii: "\\") {
                escaped = true
            }
        }
        return first
    }

    /// The code, or its bare word where what follows is not as it should be; nil for `[]`.
    private mutating func responseCode() -> ResponseCode? {
        skipSpaces()
        guard let name = try? upperAtom() else { return nil }
        skipSpaces()
        let argument = rest
        do throws(SyntaxError) {
            return try knownCode(name) ?? .word(name, argument: argument)
        } catch {
            return .word(name, argument: argument)
        }
    }

    private mutating func knownCode(_ name: String) throws(SyntaxError) -> ResponseCode? {
        switch name {
        case "CAPABILITY": return .capability(try capabilities())
        case "PERMANENTFLAGS":
            let (flags, newKeywords) = try flagList()
            return .permanentFlags(flags, newKeywords: newKeywords)
        case "UIDVALIDITY": return .uidValidity(UIDValidity(try number32()))
        case "UIDNEXT": return .uidNext(UID(try number32()))
        case "UNSEEN": return .unseen(try number32())
        case "HIGHESTMODSEQ": return .highestModSequence(try number())
        case "MAILBOXID": return .mailboxID(try objectID())
        case "MODIFIED": return .modified(UIDSet(ranges: try ranges()))
        case "BADCHARSET": return isAtEnd ? .badCharset([]) : .badCharset(try value().members?.compactMap(\.text) ?? [])
        case "APPENDUID":
            let validity = UIDValidity(try number32())
            try expectSpace()
            return .appendUID(validity, UIDSet(ranges: try ranges()))
        case "COPYUID": return try copiedUIDs().map { .copyUID($0) }
        default: return nil
        }
    }

    private mutating func copiedUIDs() throws(SyntaxError) -> CopiedUIDs? {
        let validity = UIDValidity(try number32())
        try expectSpace()
        let sources = try ranges()
        try expectSpace()
        return CopiedUIDs(uidValidity: validity, sources: sources, destinations: try ranges())
    }

    /// `(M6d99)` of RFC 8474; the parentheses are required there.
    mutating func objectID() throws(SyntaxError) -> String {
        try expect("(")
        let id = try atom()
        try expect(")")
        return id
    }
}

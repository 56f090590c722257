extension FrameReader {
    /// The items of a FETCH response in their parentheses, in any order (RFC 9051 §7.5.2).
    mutating func fetchRow() throws(SyntaxError) -> FetchRow {
        var row = FetchRow()
        try expect("(")
        while true {
            skipSpaces()
            if skip(")") { break }
            try fetchItem(into: &row)
        }
        try expectEnd()
        return row
    }

    private mutating func fetchItem(into row: inout FetchRow) throws(SyntaxError) {
        // What every row has, without a text for its name.
        if skip(word: "UID ") {
            skipSpaces()
            row.uid = UID(try number32())
        } else if skip(word: "FLAGS ") {
            skipSpaces()
            row.flags = try flagList().flags
        } else if skip(word: "BODY[] ") {
            skipSpaces()
            row.sections.append(BodySection(isBinary: false, name: "", fields: [], origin: nil, bytes: try nstring()))
        } else if skip(word: "RFC822.SIZE ") {
            skipSpaces()
            row.size = try lenientNumber()
        } else if skip(word: "INTERNALDATE ") {
            skipSpaces()
            row.internalDate = try nstring().flatMap { InternalDate($0) }
        } else {
            try namedItem(into: &row)
        }
    }

    private mutating func namedItem(into row: inout FetchRow) throws(SyntaxError) {
        let name = ASCII.uppercased(
            String(decoding: try word { ASCII.isAtomOrBracket($0) && $0 != UInt8(ascii: "[") }, as: UTF8.self))
        if peek == UInt8(ascii: "["), name == "BODY" || name == "BINARY" {
            row.sections.append(try section(isBinary: name == "BINARY"))
            return
        }
        skipSpaces()
        switch name {
        // Without a blank behind it.
        case "FLAGS": row.flags = try flagList().flags
        case "INTERNALDATE": row.internalDate = try nstring().flatMap { InternalDate($0) }
        case "MODSEQ":
            try expect("(")
            row.modSequence = try lenientNumber()
            try expect(")")
        case "RFC822": row.sections.append(try oldSection(""))
        case "RFC822.HEADER": row.sections.append(try oldSection("HEADER"))
        case "ENVELOPE": row.envelope = try envelope()
        case "EMAILID": row.emailID = try objectID()
        case "THREADID": row.threadID = try nilOrObjectID()
        case "SAVEDATE": row.saveDate = try nstring().flatMap { InternalDate($0) }
        case "PREVIEW": row.preview = try nstring()
        case "X-GM-MSGID": row.gmailMessageID = try number()
        case "X-GM-THRID": row.gmailThreadID = try number()
        case "X-GM-LABELS": row.gmailLabels = try value().members?.compactMap(\.text)
        default: try skipItem(named: name, into: &row)
        }
    }

    /// Nil for what is no number or too large: the mail is readable all the same.
    private mutating func lenientNumber() throws(SyntaxError) -> UInt64? {
        let start = position
        if let number = try? number() { return number }
        position = start
        return try value().text.flatMap { UInt64($0) }
    }

    private mutating func nilOrObjectID() throws(SyntaxError) -> String? {
        peek == UInt8(ascii: "(") ? try objectID() : try nstring().map { String(decoding: $0, as: UTF8.self) }
    }

    /// An item of unknown grammar: a section, if one is attached to its name, and one value.
    private mutating func skipItem(named name: String, into row: inout FetchRow) throws(SyntaxError) {
        if peek == UInt8(ascii: "[") {
            _ = try word { $0 != UInt8(ascii: "]") }
            try expect("]")
            skipSpaces()
        }
        _ = try value()
        row.otherItems.append(name)
    }

    private mutating func oldSection(_ name: String) throws(SyntaxError) -> BodySection {
        BodySection(isBinary: false, name: name, fields: [], origin: nil, bytes: try nstring())
    }

    /// `[HEADER.FIELDS ("Message-ID" SUBJECT)]<0> {19}…`; servers may quote the field names and change their case.
    private mutating func section(isBinary: Bool) throws(SyntaxError) -> BodySection {
        try expect("[")
        skipSpaces()
        var name = ""
        var fields: [String] = []
        if peek != UInt8(ascii: "]") {
            name = ASCII.uppercased(
                String(decoding: try word { ASCII.isAtom($0) && $0 != UInt8(ascii: "[") }, as: UTF8.self))
        }
        skipSpaces()
        if peek == UInt8(ascii: "(") { fields = try value().members?.compactMap(\.text).map(ASCII.uppercased) ?? [] }
        skipSpaces()
        try expect("]")
        var origin: UInt64?
        if skip("<") {
            origin = try number()
            try expect(">")
        }
        try expectSpace()
        return BodySection(isBinary: isBinary, name: name, fields: fields, origin: origin, bytes: try nstring())
    }

    private mutating func envelope() throws(SyntaxError) -> Envelope {
        guard let fields = try value().members, fields.count >= 10 else { throw error }
        return Envelope(
            date: fields[0].bytes, subject: fields[1].bytes, inReplyTo: fields[8].bytes, messageID: fields[9].bytes)
    }
}

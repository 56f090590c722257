extension FrameReader {
    /// Words up to the end, separated by blanks.
    mutating func words() throws(SyntaxError) -> [String] {
        var result: [String] = []
        skipSpaces()
        while !isAtEnd {
            result.append(String(decoding: try word { $0 > 0x20 }, as: UTF8.self))
            skipSpaces()
        }
        return result
    }

    mutating func capabilities() throws(SyntaxError) -> Capabilities { Capabilities(try words()) }

    /// Flags in parentheses. `\*` is not a flag but the permission to create keywords.
    mutating func flagList() throws(SyntaxError) -> (flags: [Flag], newKeywords: Bool) {
        var flags: [Flag] = []
        var newKeywords = false
        try expect("(")
        while true {
            skipSpaces()
            if skip(")") { return (flags, newKeywords) }
            let name = try word { $0 > 0x20 && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")") }
            let text = String(decoding: name, as: UTF8.self)
            if text == "\\*" { newKeywords = true } else { flags.append(Flag(trusted: text)) }
        }
    }

    private mutating func mailboxName() throws(SyntaxError) -> MailboxName { mailboxName(try astring()) }

    private func mailboxName(_ bytes: [UInt8]) -> MailboxName {
        usesUTF8 ? MailboxName(utf8: bytes) : MailboxName(wire: bytes)
    }

    /// RFC 9051 §7.3.1: `(\Sent) "/" Sent`, with extended data behind.
    mutating func listedMailbox(_ kind: ListedMailbox.Kind) throws(SyntaxError) -> ListedMailbox {
        let attributes = try flagList().flags.map(\.name)
        skipSpaces()
        let separator = try separator()
        skipSpaces()
        let name = try mailboxName()
        skipSpaces()
        var items: [String] = []
        if !isAtEnd, let extended = try value().members {
            items = stride(from: 0, to: extended.count, by: 2).compactMap { extended[$0].text.map(ASCII.uppercased) }
        }
        return ListedMailbox(
            kind: kind, name: name, separator: separator, attributes: attributes, extendedItems: items)
    }

    /// RFC 9051 §7.3.4; unknown items are counted and read over.
    mutating func mailboxStatus() throws(SyntaxError) -> MailboxStatus {
        var status = MailboxStatus(name: try mailboxName())
        skipSpaces()
        try expect("(")
        while true {
            skipSpaces()
            if skip(")") { return status }
            status.itemCount += 1
            let item = try upperAtom()
            skipSpaces()
            switch item {
            case "MESSAGES": status.messages = try number32()
            case "UIDNEXT": status.uidNext = UID(try number32())
            case "UIDVALIDITY": status.uidValidity = UIDValidity(try number32())
            case "HIGHESTMODSEQ": status.highestModSequence = try number()
            case "SIZE": status.size = try number()
            // NIL is a folder without a limit of its own.
            case "APPENDLIMIT": status.appendLimit = try nilOrNumber()
            default: _ = try value()
            }
        }
    }

    private mutating func nilOrNumber() throws(SyntaxError) -> UInt64? {
        if let byte = peek, ASCII.isDigit(byte) { return try number() }
        return try nstring().flatMap { _ in nil }
    }

    /// RFC 2342 §5. Entries may stand without blanks between them.
    mutating func namespaces() throws(SyntaxError) -> Namespaces {
        let personal = try namespaceList()
        let otherUsers = try namespaceList()
        return Namespaces(personal: personal, otherUsers: otherUsers, shared: try namespaceList())
    }

    private mutating func namespaceList() throws(SyntaxError) -> [Namespaces.Namespace] {
        skipSpaces()
        guard peek == UInt8(ascii: "(") else {
            guard try nstring() == nil else { throw error }
            return []
        }
        return try value().members?.compactMap { entry in
            guard let fields = entry.members, fields.count >= 2, let prefix = fields[0].bytes else { return nil }
            return Namespaces.Namespace(prefix: mailboxName(prefix), separator: fields[1].bytes?.first)
        } ?? []
    }

    private mutating func separator() throws(SyntaxError) -> UInt8? {
        guard let text = try nstring() else { return nil }
        return text.first
    }

    /// RFC 2971 §3.2; fields without a value are left out.
    mutating func serverID() throws(SyntaxError) -> [String: String] {
        guard let fields = try value().members else { return [:] }
        var result: [String: String] = [:]
        for index in stride(from: 0, to: fields.count - 1, by: 2) {
            guard let name = fields[index].text, let value = fields[index + 1].text else { continue }
            result[name.lowercased()] = value
        }
        return result
    }

    /// RFC 9208 §5.1.
    mutating func quotaReport() throws(SyntaxError) -> QuotaReport {
        let root = String(decoding: try astring(), as: UTF8.self)
        skipSpaces()
        try expect("(")
        var resources: [QuotaReport.Resource] = []
        while true {
            skipSpaces()
            if skip(")") { return QuotaReport(root: root, resources: resources) }
            let name = try upperAtom()
            try expectSpace()
            let used = try number()
            try expectSpace()
            resources.append(QuotaReport.Resource(name: name, used: used, limit: try number()))
        }
    }

    mutating func quotaRoots() throws(SyntaxError) -> ServerData {
        let mailbox = try mailboxName()
        var roots: [String] = []
        skipSpaces()
        while !isAtEnd {
            roots.append(String(decoding: try astring(), as: UTF8.self))
            skipSpaces()
        }
        return .quotaRoots(mailbox, roots: roots)
    }
}

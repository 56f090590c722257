/// Turns the octets of a connection into ``Response`` values, however they are split. Does no I/O.
///
/// A line that cannot be understood costs itself only. After ``Response/limitExceeded(_:)`` nothing more comes.
public struct ResponseParser: Sendable {
    private let limits: ParserLimits
    private var framer: ResponseFramer
    /// Folder names come in UTF-8 from now on (RFC 6855 §3).
    public var usesUTF8 = false
    /// The last lines.
    public internal(set) var transcript = Transcript()

    public init(limits: ParserLimits = .default) {
        self.limits = limits
        framer = ResponseFramer(limits: limits)
    }

    /// The responses that `bytes` complete. Time is linear in `bytes` and in what was kept of an unfinished response.
    public mutating func receive(_ bytes: [UInt8]) -> [Response] {
        var events: [ResponseFramer.Event] = []
        framer.receive(bytes, into: &events)
        return events.compactMap { event in
            switch event {
            case .frame(let frame): take(frame)
            case .limitExceeded(let violation): .limitExceeded(violation)
            }
        }
    }

    private mutating func take(_ frame: Frame) -> Response? {
        transcript.note(server: frame.text)
        return parse(frame)
    }

    /// Nil for an empty line, which carries nothing.
    private func parse(_ frame: Frame) -> Response? {
        if frame.text.allSatisfy({ $0 == 0x20 }) { return nil }
        var reader = FrameReader(frame, nestingLimit: limits.nesting, usesUTF8: usesUTF8)
        do throws(SyntaxError) {
            return try reader.response()
        } catch {
            return .malformed(line: String(decoding: frame.text.prefix(limits.excerpt), as: UTF8.self))
        }
    }
}

extension FrameReader {
    fileprivate mutating func response() throws(SyntaxError) -> Response {
        switch peek {
        case UInt8(ascii: "+"):
            try expect("+")
            skipSpaces()
            return .continuation(text: rest)
        case UInt8(ascii: "*"):
            try expect("*")
            try expectSpace()
            return try untagged()
        case UInt8(ascii: "["):
            // Exchange 2013 sends COPYUID like this, without the `* OK` that belongs before it.
            let line = statusLine(.ok)
            guard line.code != nil else { throw error }
            return .status(line)
        default:
            let tag = try atom()
            try expectSpace()
            guard let condition = condition(try upperAtom()), condition != .bye, condition != .preauth
            else { throw error }
            return .tagged(tag: tag, statusLine(condition))
        }
    }

    private mutating func untagged() throws(SyntaxError) -> Response {
        if let byte = peek, ASCII.isDigit(byte) {
            let number = try number32()
            try expectSpace()
            return .data(try numbered(number))
        }
        let name = try upperAtom()
        if let condition = condition(name) { return .status(statusLine(condition)) }
        return .data(try data(named: name))
    }

    private func condition(_ word: String) -> StatusLine.Condition? { StatusLine.Condition(rawValue: word) }

    private mutating func numbered(_ number: UInt32) throws(SyntaxError) -> ServerData {
        if skip(word: "FETCH ") {
            var row = try fetchRow()
            row.sequenceNumber = number
            return .fetch(row)
        }
        let name = try upperAtom()
        switch name {
        case "EXISTS": return .exists(number)
        case "RECENT": return .recent(number)
        case "EXPUNGE": return .expunge(number)
        case "UIDFETCH":
            try expectSpace()
            var row = try fetchRow()
            row.uid = UID(number)
            return .fetch(row)
        default: return .other(name)
        }
    }

    private mutating func data(named name: String) throws(SyntaxError) -> ServerData {
        skipSpaces()
        switch name {
        case "CAPABILITY": return .capability(try capabilities())
        case "ENABLED": return .enabled(try words().map(ASCII.uppercased))
        case "LIST", "LSUB", "XLIST": return .list(try listedMailbox(ListedMailbox.Kind(rawValue: name) ?? .list))
        case "STATUS": return .mailboxStatus(try mailboxStatus())
        case "SEARCH": return .search(try searchResult())
        case "ESEARCH": return .extendedSearch(try extendedSearchResult())
        case "FLAGS": return .flags(try flagList().flags)
        case "VANISHED": return try vanished()
        case "NAMESPACE": return .namespaces(try namespaces())
        case "ID": return .serverID(try serverID())
        case "QUOTA": return .quota(try quotaReport())
        case "QUOTAROOT": return try quotaRoots()
        default: return .other(name)
        }
    }
}

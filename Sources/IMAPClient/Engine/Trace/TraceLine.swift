import Domain

/// One line of a conversation as it may be shown: without the contents of mails, without secrets, cut to a bearable length.
public struct TraceLine: Sendable, Equatable, CustomStringConvertible {
    public enum Speaker: String, Sendable { case client = "C", server = "S" }

    public let speaker: Speaker
    public let text: String

    /// Octets that are shown of a line.
    static let limit = 300

    /// A line that a server sent, without its end. Literals are announced in it, not contained.
    init(server line: [UInt8]) {
        speaker = .server
        var shown = Self.withoutTokens(line.prefix(Self.limit), isCut: line.count > Self.limit)
        if !Self.isOfProtocol(shown) {
            // The rest of a mail whose length the server did not know comes as such lines.
            shown = Array("<\(line.count) octets>".utf8)
        } else if Self.isContinuation(shown) {
            // During a login this is a challenge, and the answer of a token server to a refused one.
            shown = Array("+ …".utf8)
        } else if Self.isFetch(shown) {
            shown = Self.masked(shown)
        }
        text = Self.printable(shown) + (line.count > Self.limit ? "…" : "")
    }

    /// A command: names of folders, sets and flags, but of a mail only its length.
    init(client command: Command, tag: String) {
        speaker = .client
        var words = [tag, command.name]
        for piece in command.pieces {
            switch piece {
            case .text(let text): words.append(text)
            case .string(let bytes): words.append("\"\(String(decoding: bytes, as: UTF8.self))\"")
            case .mailbox(let name): words.append("\"\(name)\"")
            case .mailboxes(let names): words.append("(\(names.map { "\"\($0)\"" }.joined(separator: " ")))")
            case .literal(let bytes): words.append("{\(bytes.count)}")
            }
        }
        let line = Array(words.joined(separator: " ").utf8)
        text =
            Self.printable(Self.withoutTokens(line.prefix(Self.limit), isCut: line.count > Self.limit))
            + (line.count > Self.limit ? "…" : "")
    }

    /// A line of ours that holds nothing but words of the protocol.
    init(client words: String) {
        speaker = .client
        text = words
    }

    public var description: String { "\(speaker.rawValue): \(text)" }

    /// Whether a line begins as a server's lines do: `* `, `+`, or one of the tags `m1`, `A001`.
    private static func isOfProtocol(_ line: [UInt8]) -> Bool {
        guard let first = line.first else { return true }
        if first == UInt8(ascii: "+") { return true }
        let word = line.prefix { $0 != 0x20 }
        if word.elementsEqual([UInt8(ascii: "*")]) { return true }
        let isTag = first == UInt8(ascii: "m") || first == UInt8(ascii: "A")
        return isTag && (2...12).contains(word.count) && word.dropFirst().allSatisfy { ASCII.isDigit($0) }
    }

    private static func isContinuation(_ line: [UInt8]) -> Bool {
        // `+ idling` is worth seeing, and is no base64.
        line.first == UInt8(ascii: "+") && line.count > 20
    }

    private static func isFetch(_ line: [UInt8]) -> Bool {
        let words = line.prefix(40).split(separator: 0x20, maxSplits: 3)
        return words.count >= 3 && words[0].elementsEqual([UInt8(ascii: "*")])
            && (ASCII.equal(words[2], "FETCH") || ASCII.equal(words[2], "UIDFETCH"))
    }

    /// Tokens of tickets stand in Message-IDs that are looked for, and in addresses: base 32 of 128 bits, as are the keys of
    /// posts. Whoever reads a trace must not be able to answer in a ticket.
    private static func withoutTokens(_ line: ArraySlice<UInt8>, isCut: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var rest = line
        while !rest.isEmpty {
            let word = rest.prefix { ASCII.isBase32($0) }
            rest = rest.dropFirst(word.count)
            let length = isCut && rest.isEmpty ? tokenPiece : tokenLength
            result += word.count >= length ? Array("…".utf8) : Array(word)
            if let next = rest.popFirst() { result.append(next) }
        }
        return result
    }

    private static let tokenLength = 26
    /// From how many characters on the end of a line that was cut may be the start of a token.
    private static let tokenPiece = 6

    /// What is quoted in a FETCH row may be the text of a mail.
    private static func masked(_ line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isInside = false
        var isEscaped = false
        for byte in line {
            if !isInside {
                result.append(byte)
                isInside = byte == UInt8(ascii: "\"")
            } else if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                result += Array("…\"".utf8)
                isInside = false
            }
        }
        return result
    }

    /// Nothing that a terminal obeys, and nothing that turns the order of what follows.
    private static func printable(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).printableLine }
}

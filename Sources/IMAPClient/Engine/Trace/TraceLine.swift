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
        var shown = Array(line.prefix(Self.limit))
        if Self.isContinuation(shown) {
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
        text = Self.printable(Array(line.prefix(Self.limit))) + (line.count > Self.limit ? "…" : "")
    }

    /// A line of ours that holds nothing but words of the protocol.
    init(client words: String) {
        speaker = .client
        text = words
    }

    public var description: String { "\(speaker.rawValue): \(text)" }

    private static func isContinuation(_ line: [UInt8]) -> Bool {
        // `+ idling` is worth seeing, and is no base64.
        line.first == UInt8(ascii: "+") && line.count > 20
    }

    private static func isFetch(_ line: [UInt8]) -> Bool {
        guard line.first == UInt8(ascii: "*") else { return false }
        let word = Array("FETCH".utf8)
        return line.indices.contains { place in
            place + word.count <= line.count
                && zip(word, line[place...]).allSatisfy { $0 == ($1 >= 0x61 ? $1 & 0xDF : $1) }
        }
    }

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

    private static func printable(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
    }
}

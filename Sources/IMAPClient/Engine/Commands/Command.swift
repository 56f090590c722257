/// A command without its tag. It becomes octets by ``encode(tag:literals:)``.
public struct Command: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        /// Goes out as it is: words of the grammar, never foreign text.
        case text(String)
        /// Quoted if it can be, else a literal.
        case string([UInt8])
        /// As ``string(_:)``, in the spelling that the session has agreed on.
        case mailbox(MailboxName)
        /// In parentheses.
        case mailboxes([MailboxName])
        /// Always a literal.
        case literal([UInt8])
    }

    /// For logs and errors: `UID FETCH`.
    public let name: String
    let pieces: [Piece]

    init(_ name: String, _ pieces: [Piece] = []) {
        self.name = name
        self.pieces = pieces
    }

    /// The octets to send, in order.
    ///
    /// - Parameter usesUTF8: `UTF8=ACCEPT` is enabled: names go out as they are written (RFC 6855 §3), and a mail that is no
    ///   ASCII in its header is marked as such (§4).
    public func encode(tag: String, literals: LiteralSupport, usesUTF8: Bool = false) -> [CommandChunk] {
        var chunks: [CommandChunk] = []
        var open = Array("\(tag) \(name)".utf8)
        for piece in pieces {
            open.append(0x20)
            switch piece {
            case .text(let text): open.append(contentsOf: text.utf8)
            case .string(let bytes): Self.append(bytes, literals, usesUTF8: false, to: &open, &chunks)
            case .mailbox(let name):
                let bytes = usesUTF8 ? name.utf8Bytes : name.bytes
                Self.append(bytes, literals, usesUTF8: usesUTF8, to: &open, &chunks)
            case .mailboxes(let names):
                for (place, name) in names.enumerated() {
                    open.append(place == 0 ? UInt8(ascii: "(") : 0x20)
                    let bytes = usesUTF8 ? name.utf8Bytes : name.bytes
                    Self.append(bytes, literals, usesUTF8: usesUTF8, to: &open, &chunks)
                }
                open.append(UInt8(ascii: ")"))
            case .literal(let bytes):
                let isInternational = usesUTF8 && Self.hasInternationalHeader(bytes)
                if isInternational { open.append(contentsOf: "UTF8 (~".utf8) }
                Self.appendLiteral(bytes, literals, to: &open, &chunks)
                if isInternational { open.append(UInt8(ascii: ")")) }
            }
        }
        open.append(contentsOf: [0x0D, 0x0A])
        return chunks + [CommandChunk(bytes: open, awaitsContinuation: false)]
    }

    private static func append(
        _ bytes: [UInt8], _ literals: LiteralSupport, usesUTF8: Bool, to open: inout [UInt8],
        _ chunks: inout [CommandChunk]
    ) {
        if canQuote(bytes, usesUTF8: usesUTF8) {
            quote(bytes, into: &open)
        } else {
            appendLiteral(bytes, literals, to: &open, &chunks)
        }
    }

    private static func appendLiteral(
        _ bytes: [UInt8], _ literals: LiteralSupport, to open: inout [UInt8], _ chunks: inout [CommandChunk]
    ) {
        let waits = literals.waits(forLiteralOf: bytes.count)
        open.append(contentsOf: "{\(bytes.count)\(waits ? "" : "+")}\r\n".utf8)
        // A large literal is a chunk by itself, so that it need not be copied.
        if waits || bytes.count > copiedLiteral {
            chunks.append(CommandChunk(bytes: open, awaitsContinuation: waits))
            open = []
        }
        if bytes.count > copiedLiteral {
            chunks.append(CommandChunk(bytes: bytes, awaitsContinuation: false))
        } else {
            open.append(contentsOf: bytes)
        }
    }

    private static let copiedLiteral = 64 << 10
    /// Servers refuse lines above some length (RFC 7162 §4 speaks of 8192 octets), so long strings go as literals.
    private static let quotedLength = 1000

    private static func canQuote(_ bytes: [UInt8], usesUTF8: Bool) -> Bool {
        bytes.count <= quotedLength
            && bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 || (usesUTF8 && $0 >= 0x80) }
    }

    /// Whether octets above 127 stand before the first empty line.
    private static func hasInternationalHeader(_ mail: [UInt8]) -> Bool {
        var lineIsEmpty = true
        for byte in mail {
            if byte >= 0x80 { return true }
            if byte == 0x0A {
                if lineIsEmpty { return false }
                lineIsEmpty = true
            } else if byte != 0x0D {
                lineIsEmpty = false
            }
        }
        return false
    }

    private static func quote(_ bytes: [UInt8], into line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        for byte in bytes {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { line.append(UInt8(ascii: "\\")) }
            line.append(byte)
        }
        line.append(UInt8(ascii: "\""))
    }
}

/// A part of a command that goes out in one piece.
public struct CommandChunk: Sendable, Equatable {
    public let bytes: [UInt8]
    /// The next chunk may be sent only after the server's `+`. If a tagged answer comes instead, it must not be sent.
    public let awaitsContinuation: Bool
}

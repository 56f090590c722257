/// A command without its tag. It becomes octets by ``encode(tag:literals:)``.
public struct Command: Sendable, Equatable {
    enum Piece: Sendable, Equatable {
        /// Goes out as it is: words of the grammar, never foreign text.
        case text(String)
        /// Quoted if it can be, else a literal.
        case string([UInt8])
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
    public func encode(tag: String, literals: LiteralSupport) -> [CommandChunk] {
        var chunks: [CommandChunk] = []
        var open = Array("\(tag) \(name)".utf8)
        for piece in pieces {
            open.append(0x20)
            switch piece {
            case .text(let text): open.append(contentsOf: text.utf8)
            case .string(let bytes) where Self.canQuote(bytes): Self.quote(bytes, into: &open)
            case .string(let bytes), .literal(let bytes):
                let waits = literals.waits(forLiteralOf: bytes.count)
                open.append(contentsOf: "{\(bytes.count)\(waits ? "" : "+")}\r\n".utf8)
                // A large literal is a chunk by itself, so that it need not be copied.
                if waits || bytes.count > Self.copiedLiteral {
                    chunks.append(CommandChunk(bytes: open, awaitsContinuation: waits))
                    open = []
                }
                if bytes.count > Self.copiedLiteral {
                    chunks.append(CommandChunk(bytes: bytes, awaitsContinuation: false))
                } else {
                    open.append(contentsOf: bytes)
                }
            }
        }
        open.append(contentsOf: [0x0D, 0x0A])
        return chunks + [CommandChunk(bytes: open, awaitsContinuation: false)]
    }

    private static let copiedLiteral = 64 << 10
    /// Servers refuse lines above some length (RFC 7162 §4 speaks of 8192 octets), so long strings go as literals.
    private static let quotedLength = 1000

    private static func canQuote(_ bytes: [UInt8]) -> Bool {
        bytes.count <= quotedLength && bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 }
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

/// A place in a structured field value. All reading is checked, so that no input can run out of it.
struct FieldCursor {
    let bytes: ByteView
    var position = 0

    init(_ bytes: ByteView) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    /// Skips one byte, if there is one.
    mutating func advance() { if position < bytes.count { position += 1 } }

    /// Skips one byte if it is `byte`.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    mutating func skipWhiteSpace() {
        while position < bytes.count, bytes[position].isWhiteSpace { position += 1 }
    }

    /// Skips white space and comments (RFC 5322 §3.2.2).
    mutating func skipComments() {
        while true {
            skipWhiteSpace()
            guard peek() == UInt8(ascii: "(") else { return }
            _ = comment()
        }
    }

    /// Reads the comment that starts here, nested ones with it. An open one takes all that is left.
    ///
    /// - Returns: what lies inside the outer parentheses.
    mutating func comment() -> Range<Int> {
        position += 1
        let start = position
        var depth = 1
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            position += 1
            if depth == 0 { return start..<position - 1 }
        }
        position = bytes.count
        return start..<bytes.count
    }

    /// Reads the quoted string that starts here (RFC 5322 §3.2.4). An open one takes all that is left.
    ///
    /// - Returns: what lies inside the quotes, and whether there are escapes or line ends in it.
    mutating func quoted() -> (content: Range<Int>, isEscaped: Bool) {
        position += 1
        let start = position
        var isEscaped = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return (start..<position - 1, isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                position = min(position + 2, bytes.count)
            case .lineFeed, .carriageReturn:
                isEscaped = true
                position += 1
            default:
                position += 1
            }
        }
        return (start..<bytes.count, isEscaped)
    }

    /// Reads the quoted string that starts here, escapes and line ends removed.
    mutating func quotedString() -> [UInt8] {
        let (range, isEscaped) = quoted()
        let content = bytes.view(range)
        return isEscaped ? content.withoutEscapes() : Array(content)
    }

    /// Reads bytes as long as `isPart` holds.
    mutating func take(while isPart: (UInt8) -> Bool) -> ByteView {
        let start = position
        while position < bytes.count, isPart(bytes[position]) { position += 1 }
        return bytes.view(start..<position)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The content of a quoted string without its escapes and line ends.
    ///
    /// - Parameter isPath: whether a backslash stands for itself unless a quote or another one follows, as in paths of
    ///   Windows that nobody escaped.
    func withoutEscapes(isPath: Bool = false) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(count)
        var isLiteral = false
        for byte in self {
            if isLiteral, isPath, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                content.append(UInt8(ascii: "\\"))
                isLiteral = false
            }
            if !isLiteral, byte == UInt8(ascii: "\\") {
                isLiteral = true
            } else if isLiteral || byte != .lineFeed && byte != .carriageReturn {
                content.append(byte)
                isLiteral = false
            }
        }
        // An escape at the end of an open string has nothing to escape.
        if isLiteral { content.append(UInt8(ascii: "\\")) }
        return content
    }
}

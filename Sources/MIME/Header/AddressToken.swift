/// One piece of an address field, as it stands there.
struct AddressToken {
    enum Kind { case atom, quoted, literal, comment, at, comma }

    let kind: Kind
    /// With the quotes, brackets or parentheses around it.
    let range: Range<Int>

    var isComment: Bool { kind == .comment }
}

extension FieldCursor {
    /// What ends an atom of an address (RFC 5322 §3.2.3, without the square brackets that senders put into names).
    static func isAddressSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "\""):
            true
        default: byte.isWhiteSpace
        }
    }

    /// Reads the token that starts here; nil at a separator or bracket.
    mutating func addressToken(afterAt: Bool) -> AddressToken? {
        guard let byte = peek() else { return nil }
        let start = position
        let kind: AddressToken.Kind
        switch byte {
        case UInt8(ascii: "("):
            _ = comment()
            kind = .comment
        case UInt8(ascii: "\""):
            _ = quotedString()
            kind = .quoted
        case UInt8(ascii: "@"):
            advance()
            kind = .at
        case UInt8(ascii: "[") where afterAt:
            advance()
            _ = take { $0 == UInt8(ascii: ":") || $0 != UInt8(ascii: "]") && !Self.isAddressSpecial($0) }
            _ = skip(UInt8(ascii: "]"))
            kind = .literal
        case UInt8(ascii: ")"):
            advance()
            kind = .comment
        default:
            guard !Self.isAddressSpecial(byte) else { return nil }
            if !skipEncodedWord() { _ = take { !Self.isAddressSpecial($0) } }
            kind = .atom
        }
        return AddressToken(kind: kind, range: start..<position)
    }

    /// Skips an encoded-word whose text holds blanks or special characters, which it should not.
    private mutating func skipEncodedWord() -> Bool {
        guard peek() == UInt8(ascii: "="), peek(1) == UInt8(ascii: "?") else { return false }
        var index = position + 2
        var questions = 0
        let end = min(bytes.count, position + 1000)
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), .lineFeed, .carriageReturn: return false
            case UInt8(ascii: "?"):
                questions += 1
                if questions >= 3, index + 1 < end, bytes[index + 1] == UInt8(ascii: "=") {
                    position = index + 2
                    return true
                }
            default: if questions < 2, bytes[index].isWhiteSpace { return false }
            }
            index += 1
        }
        return false
    }
}

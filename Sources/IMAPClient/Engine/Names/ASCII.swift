/// Byte classes of the IMAP grammar (RFC 9051 §9) and case folding that knows ASCII only.
enum ASCII {
    /// ATOM-CHAR: printable, without `( ) { % * " \` and `]`.
    static func isAtom(_ byte: UInt8) -> Bool { isAtomOrBracket(byte) && byte != UInt8(ascii: "]") }

    /// ASTRING-CHAR: as an atom, `]` included.
    static func isAtomOrBracket(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x7F...0xFF: false
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "*"),
            UInt8(ascii: "\""), UInt8(ascii: "\\"):
            false
        default: true
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A letter in any case, or `2`–`7` (RFC 4648 §6).
    static func isBase32(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(uppercased(byte)) || (0x32...0x37).contains(byte)
    }

    static func uppercased(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }

    static func uppercased(_ text: String) -> String {
        if !text.utf8.contains(where: { (0x61...0x7A).contains($0) }) { return text }
        return String(decoding: text.utf8.map(uppercased), as: UTF8.self)
    }

    /// True if `bytes` spell `word`, which is in upper case, without regard to case.
    static func equal(_ bytes: some Collection<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { expected in zip(bytes, expected).allSatisfy { uppercased($0) == $1 } }
    }

    /// Whether `word` stands at `place`, without regard to case.
    static func starts(_ bytes: [UInt8], at place: Int, with word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - place >= count else { return false }
        return word.withUTF8Buffer { expected in
            for index in 0..<count where uppercased(bytes[place + index]) != uppercased(expected[index]) {
                return false
            }
            return true
        }
    }
}

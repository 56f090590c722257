/// A mailbox as it is written in an address field (RFC 5322 §3.4, RFC 6532 §3.2).
struct AddressText {
    enum Phrase: Equatable {
        case none
        /// Atoms or a quoted-string, short enough to stand on one line: GMime keeps a fold within them.
        case plain(String)
        case encoded(String)
    }

    let phrase: Phrase
    /// `local@domain`.
    let specification: String

    init(_ mailbox: Mailbox, field: String) throws(WriteError) {
        let name = mailbox.name ?? ""
        try checkText(name, field: field)
        try checkText(mailbox.localPart, field: field)
        try checkText(mailbox.domain, field: field)
        guard Self.isLocalPart(mailbox.localPart), Self.isDomain(mailbox.domain[...]),
            mailbox.address.utf8.count <= WriteLimits.address
        else {
            throw WriteError(field: field, .malformedAddress)
        }
        phrase = Self.phrase(name)
        specification = mailbox.address
    }

    /// A longer name is encoded, because encoded-words can be folded.
    private static let longestPlainName = 60

    private static func phrase(_ name: String) -> Phrase {
        if name.isEmpty { return .none }
        let words = name.split(separator: " ", omittingEmptySubsequences: false)
        // Readers trim and join blanks that are not encoded.
        let isPlain = name.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !words.contains("") && !looksEncoded(name)
        guard isPlain else { return .encoded(name) }
        if words.allSatisfy(isAtom) { return name.utf8.count <= longestPlainName ? .plain(name) : .encoded(name) }
        var quoted = "\""
        for character in name.unicodeScalars {
            if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(character)
        }
        quoted += "\""
        return quoted.utf8.count <= longestPlainName ? .plain(quoted) : .encoded(name)
    }

    /// Dots may stand anywhere: some hosts gave out addresses such as `a..b@…` and `a.@…`.
    private static func isLocalPart(_ text: String) -> Bool {
        if text.utf8.first == UInt8(ascii: "\"") { return isQuotedString(text) }
        // Readers would decode what looks like an encoded-word.
        return !text.isEmpty && isVisible(text) && !looksEncoded(text)
            && text.utf8.allSatisfy { isAtomByte($0) || $0 == UInt8(ascii: ".") }
    }

    /// Dot-atom or literal, such as `[192.0.2.1]`. International names are taken as they are, in Unicode or as `xn--`.
    static func isDomain(_ text: Substring) -> Bool {
        guard text.utf8.first == UInt8(ascii: "[") else { return isDotAtom(text) }
        return text.utf8.count > 2 && text.utf8.last == UInt8(ascii: "]")
            && text.utf8.dropFirst().dropLast().allSatisfy {
                (0x21...0x7E).contains($0) && !"[]\\<>()@,;\"".utf8.contains($0)
            }
    }

    static func isDotAtom(_ text: Substring) -> Bool {
        isVisible(text)
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0.allSatisfy(isAtomByte)
            }
    }

    private static func isQuotedString(_ text: String) -> Bool {
        guard text.unicodeScalars.allSatisfy({ $0 == " " || !$0.isInvisible }) else { return false }
        var isEscaped = false
        for (index, byte) in text.utf8.enumerated().dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                return index == text.utf8.count - 1
            }
        }
        return false
    }

    private static func isVisible(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.allSatisfy { !$0.isInvisible }
    }

    private static func isAtom(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isAtomByte) }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte > 0x7F || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}

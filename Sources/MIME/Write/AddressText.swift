/// A mailbox as it is written in an address field (RFC 5322 §3.4, RFC 6532 §3.2).
struct AddressText {
    enum Phrase: Equatable {
        case none
        /// Atoms, or one quoted-string.
        case words([String])
        case encoded(String)
    }

    let phrase: Phrase
    /// `local@domain`.
    let specification: String

    init(_ mailbox: Mailbox, field: String) throws(WriteError) {
        let name = mailbox.name ?? ""
        try refuseLineEnds(name, field: field)
        try refuseLineEnds(mailbox.localPart, field: field)
        try refuseLineEnds(mailbox.domain, field: field)
        guard Self.isLocalPart(mailbox.localPart), Self.isDomain(mailbox.domain), mailbox.address.utf8.count <= 320
        else {
            throw WriteError(field: field, .malformedAddress)
        }
        phrase = Self.phrase(name)
        specification = mailbox.address
    }

    /// A longer name is encoded, because encoded-words can be folded.
    private static let longestQuotedName = 60

    private static func phrase(_ name: String) -> Phrase {
        if name.isEmpty { return .none }
        guard name.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !looksEncoded(name) else { return .encoded(name) }
        let words = name.split(separator: " ", omittingEmptySubsequences: false)
        if words.allSatisfy({ isAtom($0) && $0.utf8.count <= longestQuotedName }) {
            return .words(words.map(String.init))
        }
        guard name.utf8.count <= longestQuotedName else { return .encoded(name) }
        var quoted = "\""
        for character in name.unicodeScalars {
            if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(character)
        }
        return .words([quoted + "\""])
    }

    /// Dots may stand anywhere: some hosts gave out addresses such as `a..b@…` and `a.@…`.
    private static func isLocalPart(_ text: String) -> Bool {
        if text.hasPrefix("\"") { return isQuotedString(text) }
        return !text.isEmpty && text.utf8.allSatisfy { isAtomByte($0) || $0 == UInt8(ascii: ".") }
    }

    private static func isDomain(_ text: String) -> Bool {
        if text.hasPrefix("[") {
            return text.utf8.count > 2 && text.hasSuffix("]")
                && text.utf8.dropFirst().dropLast().allSatisfy {
                    (0x21...0x7E).contains($0) && !"[]\\<>()@,;\"".utf8.contains($0)
                }
        }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isAtom($0) }
    }

    private static func isQuotedString(_ text: String) -> Bool {
        var isEscaped = false
        for (index, byte) in text.utf8.enumerated().dropFirst() {
            guard byte >= 0x20, byte != 0x7F else { return false }
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

    private static func isAtom(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isAtomByte) }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte > 0x7F || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}

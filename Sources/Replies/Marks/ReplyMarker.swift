public import Domain

/// The line at the very top of each ticket mail that says where to write. Its token, not its sentence, is what is looked
/// for in replies. It begins with a letter: a line of dashes or hashes would be taken for a signature.
public enum ReplyMarker {
    /// The line without line end: `Please type your reply above this line [[mb:K7Q2-9F]]`.
    public static func line(token: TicketToken, language: AgentLanguage) -> String {
        "\(sentence(language)) [[mb:\(token.short)]]"
    }

    /// The line's words before the token.
    public static func sentence(_ language: AgentLanguage) -> String {
        switch language {
        case .de: "Bitte schreiben Sie Ihre Antwort über diese Zeile"
        case .en: "Please type your reply above this line"
        case .nl: "Typ uw antwoord boven deze regel"
        case .fr: "Écrivez votre réponse au-dessus de cette ligne"
        case .pl: "Odpowiedź proszę wpisać nad tą linią"
        }
    }

    static let sentences = AgentLanguage.allCases.map(sentence)

    /// Whether a marker's token stands in `text`: `[[mb:` with 4 to 26 letters, digits and dashes up to `]]`, in any case.
    public static func isIn(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        var index = 0
        while index + 7 < bytes.count {
            guard bytes[index] == UInt8(ascii: "["), isOpening(bytes[index...]) else {
                index += 1
                continue
            }
            var end = index + 5
            while end < bytes.count, isTokenByte(bytes[end]) { end += 1 }
            let length = end - index - 5
            if (4...TicketToken.length).contains(length), end + 1 < bytes.count, bytes[end] == UInt8(ascii: "]"),
                bytes[end + 1] == UInt8(ascii: "]")
            {
                return true
            }
            index += 5
        }
        return false
    }

    private static func isOpening(_ bytes: ArraySlice<UInt8>) -> Bool {
        zip(bytes, "[[mb:".utf8).allSatisfy { $0 | ((0x41...0x5A).contains($0) ? 0x20 : 0) == $1 } && bytes.count > 5
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}

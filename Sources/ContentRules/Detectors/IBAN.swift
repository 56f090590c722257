import Replies

/// International bank account numbers, with or without blanks between groups (ISO 13616).
enum IBAN {
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index + 15 <= bytes.count {
            guard let end = end(bytes, from: index) else {
                index += 1
                continue
            }
            found.append(index..<end)
            index = end
        }
        return found
    }

    /// Two letters of a country, two check digits, and as many characters as the country has.
    private static func end(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start == 0 || !FoldedText.isWordByte(bytes[start - 1]), isLetter(bytes[start]),
            isLetter(bytes[start + 1]),
            let length = lengths[String(decoding: bytes[start..<start + 2], as: UTF8.self)]
        else { return nil }
        var characters: [UInt8] = []
        var index = start
        while index < bytes.count, characters.count < length {
            if FoldedText.isDigit(bytes[index]) || isLetter(bytes[index]) {
                characters.append(bytes[index])
            } else if !" -.".utf8.contains(bytes[index]) {
                return nil
            }
            index += 1
        }
        guard characters.count == length, FoldedText.isDigit(characters[2]), FoldedText.isDigit(characters[3]),
            index == bytes.count || !FoldedText.isWordByte(bytes[index]), isRight(characters)
        else { return nil }
        return index
    }

    /// Remainder 1 by 97, read with the first four characters at the end and letters as 10 to 35.
    private static func isRight(_ characters: [UInt8]) -> Bool {
        var remainder = 0
        for byte in characters[4...] + characters[..<4] {
            let value = FoldedText.isDigit(byte) ? Int(byte) - 0x30 : Int(byte) - 0x61 + 10
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        return remainder == 1
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    /// Characters of each country's numbers (SWIFT IBAN registry).
    private static let lengths: [String: Int] = [
        "ad": 24, "ae": 23, "al": 28, "at": 20, "ba": 20, "be": 16, "bg": 22, "ch": 21, "cy": 28, "cz": 24, "de": 22,
        "dk": 18, "ee": 20, "es": 24, "fi": 18, "fr": 27, "gb": 22, "gi": 23, "gr": 27, "hr": 21, "hu": 28, "ie": 22,
        "il": 23, "is": 26, "it": 27, "li": 21, "lt": 20, "lu": 20, "lv": 21, "mc": 27, "md": 24, "me": 22, "mk": 19,
        "mt": 31, "nl": 18, "no": 15, "pl": 28, "pt": 25, "ro": 24, "rs": 22, "sa": 24, "se": 24, "si": 19, "sk": 24,
        "sm": 27, "tn": 24, "tr": 26, "ua": 29, "xk": 20,
    ]
}

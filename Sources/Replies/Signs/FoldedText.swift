/// A short text prepared for pattern matching: lower case, one blank between words, straight apostrophes, without quote
/// marks, bold marks and dashes in front.
struct FoldedText {
    let bytes: [UInt8]

    init(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        var isBlank = true
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case " ", "\t", "\u{A0}", "\u{202F}": isBlank = true
            case "*" where bytes.isEmpty, ">" where bytes.isEmpty, "-" where bytes.isEmpty, "|" where bytes.isEmpty:
                break
            default:
                if isBlank, !bytes.isEmpty { bytes.append(0x20) }
                isBlank = false
                let scalar = scalar == "’" ? "'" : scalar
                bytes.append(contentsOf: Array(Character(scalar).utf8))
            }
        }
        self.bytes = bytes
    }

    var isEmpty: Bool { bytes.isEmpty }
    var count: Int { bytes.count }

    func starts(with prefix: String) -> Bool { bytes.starts(with: prefix.utf8) }

    func ends(with suffix: String) -> Bool {
        bytes.count >= suffix.utf8.count && bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }

    func contains(_ phrase: String) -> Bool { range(of: phrase, from: 0) != nil }

    func contains(anyOf phrases: [String]) -> Bool { phrases.contains { contains($0) } }

    func starts(withAnyOf prefixes: [String]) -> Bool { prefixes.contains { starts(with: $0) } }

    /// Where `phrase` stands as whole words at or behind `start`.
    func word(_ phrase: String, from start: Int = 0) -> Range<Int>? {
        var from = start
        while let found = range(of: phrase, from: from) {
            let before = found.lowerBound == 0 || !Self.isWordByte(bytes[found.lowerBound - 1])
            let after = found.upperBound == bytes.count || !Self.isWordByte(bytes[found.upperBound])
            if before, after { return found }
            from = found.lowerBound + 1
        }
        return nil
    }

    func range(of phrase: String, from start: Int) -> Range<Int>? {
        let phrase = Array(phrase.utf8)
        guard let first = phrase.first, bytes.count >= phrase.count else { return nil }
        var index = start
        while index + phrase.count <= bytes.count {
            if bytes[index] == first, bytes[index..<index + phrase.count].elementsEqual(phrase) {
                return index..<index + phrase.count
            }
            index += 1
        }
        return nil
    }

    /// A date, a year or a time of day: `3.11`, `2026`, `09:14`. Without one nothing counts as attribution.
    var hasDate: Bool {
        var index = 0
        while index < bytes.count {
            guard Self.isDigit(bytes[index]) else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
            let length = end - index
            if length == 4 { return true }
            if length <= 2, end + 1 < bytes.count, Self.isDigit(bytes[end + 1]), ".:/-".utf8.contains(bytes[end]) {
                return true
            }
            index = end
        }
        return false
    }

    /// A time of day: `09:14`, `9.14 Uhr` does not count.
    var hasTime: Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: ":") && index > 0 && index + 2 < bytes.count
                && Self.isDigit(bytes[index - 1]) && Self.isDigit(bytes[index + 1]) && Self.isDigit(bytes[index + 2])
        }
    }

    /// A mail address or what is left of one: an `@` between word characters, or at a place where lines wrap.
    var hasAddress: Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "@") && index > 0 && index + 1 < bytes.count && bytes[index - 1] > 0x20
                && bytes[index + 1] > 0x20
        }
    }

    var startsWithDigit: Bool { bytes.first.map(Self.isDigit) ?? false }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Letters (all bytes of non-ASCII characters among them) and digits.
    static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || isDigit(byte) || (0x61...0x7A).contains(byte)
    }
}

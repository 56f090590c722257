/// A short text prepared for pattern matching: lower case, one blank between words, straight apostrophes, without quote
/// marks, bold marks and dashes in front.
package struct FoldedText: Sendable {
    package let bytes: [UInt8]

    package init(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        var isBlank = true
        if let ascii = text.utf8.withContiguousStorageIfAvailable({ $0.allSatisfy { $0 < 0x80 } }), ascii {
            bytes.reserveCapacity(text.utf8.count)
            for byte in text.utf8 {
                Self.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte, to: &bytes, &isBlank)
            }
        } else {
            // No-break blanks, wide and narrow, are blanks; typographic apostrophes are straight ones.
            let text = text.lowercased()
            bytes.reserveCapacity(text.utf8.count)
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\u{A0}", "\u{202F}": isBlank = true
                case "’": Self.append(UInt8(ascii: "'"), to: &bytes, &isBlank)
                default:
                    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                        Self.append(byte, to: &bytes, &isBlank)
                    }
                }
            }
        }
        self.bytes = bytes
    }

    /// The same of a text in which something may be hidden: characters without width fall away, wide letters and foreign
    /// digits are plain ones.
    ///
    /// - Parameter origins: becomes the place of each byte in `text`, as an offset in UTF-8 bytes
    package init(unmasking text: some StringProtocol, origins: inout [Int]) {
        var bytes: [UInt8] = []
        var isBlank = true
        var offset = 0
        bytes.reserveCapacity(text.utf8.count)
        origins.removeAll(keepingCapacity: true)
        origins.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                Self.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte, to: &bytes, &isBlank)
            } else if scalar.isBlank {
                isBlank = true
            } else if !scalar.hasNoWidth {
                for byte in scalar.plainText.utf8 { Self.append(byte, to: &bytes, &isBlank) }
            }
            while origins.count < bytes.count { origins.append(offset) }
            offset += UTF8.width(scalar)
        }
        self.bytes = bytes
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8], _ isBlank: inout Bool) {
        if byte == 0x20 || byte == 0x09 {
            isBlank = true
            return
        }
        if bytes.isEmpty, byte == 0x2A || byte == 0x3E || byte == 0x2D || byte == 0x7C { return }
        if isBlank, !bytes.isEmpty { bytes.append(0x20) }
        isBlank = false
        bytes.append(byte)
    }

    package var isEmpty: Bool { bytes.isEmpty }
    package var count: Int { bytes.count }

    package func starts(with prefix: String) -> Bool {
        var prefix = prefix
        return prefix.withUTF8 { prefix in
            bytes.withUnsafeBufferPointer { bytes in
                bytes.count >= prefix.count && prefix.indices.allSatisfy { bytes[$0] == prefix[$0] }
            }
        }
    }

    package func ends(with suffix: String) -> Bool {
        var suffix = suffix
        return suffix.withUTF8 { suffix in
            bytes.withUnsafeBufferPointer { bytes in
                let start = bytes.count - suffix.count
                return start >= 0 && suffix.indices.allSatisfy { bytes[start + $0] == suffix[$0] }
            }
        }
    }

    package func contains(_ phrase: String) -> Bool { range(of: phrase, from: 0) != nil }

    package func contains(anyOf phrases: [String]) -> Bool { phrases.contains { contains($0) } }

    package func starts(withAnyOf prefixes: [String]) -> Bool { prefixes.contains { starts(with: $0) } }

    /// Where `phrase` stands as whole words at or behind `start`.
    package func word(_ phrase: String, from start: Int = 0) -> Range<Int>? {
        var from = start
        while let found = range(of: phrase, from: from) {
            let before = found.lowerBound == 0 || !Self.isWordByte(bytes[found.lowerBound - 1])
            let after = found.upperBound == bytes.count || !Self.isWordByte(bytes[found.upperBound])
            if before, after { return found }
            from = found.lowerBound + 1
        }
        return nil
    }

    package func range(of phrase: String, from start: Int) -> Range<Int>? {
        var phrase = phrase
        return phrase.withUTF8 { phrase in
            bytes.withUnsafeBufferPointer { bytes in
                guard let first = phrase.first, bytes.count >= phrase.count else { return nil }
                var index = start
                while index + phrase.count <= bytes.count {
                    if bytes[index] == first {
                        var length = 1
                        while length < phrase.count, bytes[index + length] == phrase[length] { length += 1 }
                        if length == phrase.count { return index..<index + length }
                    }
                    index += 1
                }
                return nil
            }
        }
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

    /// A date with its year or a time of day, or a weekday's date: what a mail's head has.
    var hasMoment: Bool { hasTime || hasYear || AttributionWords.weekdayNames.contains { word($0) != nil } }

    private var hasYear: Bool { bytes.split { !Self.isDigit($0) }.contains { $0.count == 4 } }

    /// A mail address or what is left of one: an `@` between word characters, or at a place where lines wrap.
    var hasAddress: Bool {
        bytes.indices.contains { index in
            bytes[index] == UInt8(ascii: "@") && index > 0 && index + 1 < bytes.count && bytes[index - 1] > 0x20
                && bytes[index + 1] > 0x20
        }
    }

    var startsWithDigit: Bool { bytes.first.map(Self.isDigit) ?? false }

    package static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Letters (all bytes of non-ASCII characters among them) and digits.
    package static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || isDigit(byte) || (0x61...0x7A).contains(byte)
    }
}

extension String {
    /// The start of this text that has at most `limit` UTF-8 bytes, cut between Unicode scalars: one character as a reader
    /// sees it may be as long as the text.
    func boundedUTF8(_ limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var bytes = utf8.prefix(limit)[...]
        // Drops the scalar that the cut goes through; its first byte is at most three bytes back.
        if utf8[utf8.index(utf8.startIndex, offsetBy: limit)] & 0xC0 == 0x80 {
            while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
            bytes = bytes.dropLast()
        }
        return String(decoding: Array(bytes), as: UTF8.self)
    }
}

extension StringProtocol {
    /// The longest runs of ASCII characters of one kind, in order. One pass.
    func runs(of isMember: (UInt8) -> Bool) -> [SubSequence] {
        var result: [SubSequence] = []
        var start: Index?
        var position = utf8.startIndex
        while position != utf8.endIndex {
            if isMember(utf8[position]) {
                start = start ?? position
            } else if let first = start {
                result.append(self[first..<position])
                start = nil
            }
            position = utf8.index(after: position)
        }
        if let start { result.append(self[start...]) }
        return result
    }

    /// The web addresses in a text, in order: from `http` to white space, a quote or an angle bracket, without the
    /// punctuation that ends a sentence.
    var webLinks: [WebLink] {
        runs {
            $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "\"") && $0 < 0x7F
        }
        .compactMap { word in
            guard let start = word.range(ofASCII: "https://") ?? word.range(ofASCII: "http://") else { return nil }
            var link = word[start.lowerBound...]
            while let last = link.last, ".,;:!?)]}'".contains(last) { link.removeLast() }
            return WebLink(link)
        }
    }

    /// Without white space at both ends.
    var trimmed: String {
        var slice = Substring(self).drop { $0.isWhitespace }
        while slice.last?.isWhitespace == true { slice.removeLast() }
        return String(slice)
    }
}

/// Shapes of ids, tested on whole words.
enum IDShape {
    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// As ``isWordByte(_:)``, and the dot and underscore that Mirakl's operators use in order numbers.
    static func isWideByte(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    /// `8-4-4-4-12` hexadecimal digits.
    static func isUUID(_ word: some StringProtocol) -> Bool {
        let groups = word.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isHexDigit } }
    }

    /// `3-7-7` digits.
    static func isAmazonOrder(_ word: some StringProtocol) -> Bool {
        let groups = word.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [3, 7, 7] && groups.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
    }

    /// `001` and seven to nine digits.
    static func isKauflandTicket(_ word: some StringProtocol) -> Bool {
        (10...12).contains(word.utf8.count) && word.hasPrefix("001") && word.allSatisfy(\.isASCIIDigit)
    }

    /// `M` and six to eight capitals or digits, one digit at least; old ones have `-2` or alike behind.
    static func isKauflandOrder(_ word: some StringProtocol) -> Bool {
        let groups = word.split(separator: "-", omittingEmptySubsequences: false)
        guard let base = groups.first, groups.count <= 2, (7...9).contains(base.utf8.count), base.first == "M" else {
            return false
        }
        guard groups.count == 1 || (groups[1].utf8.count == 1 && groups[1].allSatisfy(\.isASCIIDigit)) else {
            return false
        }
        return base.allSatisfy { $0.isASCIIDigit || $0.isASCIICapital } && base.contains(where: \.isASCIIDigit)
    }

    /// Mirakl's `<commercial id>-<one to three capitals>`; the commercial id's form is the operator's, but it has a digit.
    static func isMiraklOrder(_ word: some StringProtocol) -> Bool {
        guard let dash = word.lastIndex(of: "-") else { return false }
        let base = word[..<dash]
        let suffix = word[word.index(after: dash)...]
        return (1...3).contains(suffix.utf8.count) && suffix.allSatisfy { $0.isASCIICapital }
            && (4...61).contains(base.utf8.count) && base.contains(where: \.isASCIIDigit)
            && base.first.map { $0.isASCIIDigit || $0.isASCIILetter } ?? false
    }
}

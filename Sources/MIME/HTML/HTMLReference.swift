/// A character reference: `&name;`, `&#number;`, `&#xnumber;` (HTML standard 13.2.5.72 ff.).
struct HTMLReference {
    /// One or two code points; `second` is 0 where there is one.
    let first: UInt32
    private let second: UInt32
    /// Behind the reference.
    let end: Int

    enum Place {
        case text
        /// Here names without semicolon do not count before a letter, digit or `=`.
        case attribute
    }

    /// Reads the reference whose `&` stands at `start`; nil if what stands there is none.
    init?(_ input: ByteView, at start: Int, end limit: Int, _ place: Place) {
        guard start + 1 < limit else { return nil }
        if let (value, length) = Self.common(input, at: start, end: limit) {
            self.init(value, end: start + length)
        } else if input[start + 1] == UInt8(ascii: "#") {
            self.init(number: input, at: start + 2, end: limit)
        } else {
            self.init(name: input, at: start + 1, end: limit, place)
        }
    }

    /// The two that make up most references of a mail, for text and for links.
    @inline(__always)
    private static func common(_ input: ByteView, at start: Int, end limit: Int) -> (value: UInt32, length: Int)? {
        guard let base = input.baseAddress, start + 8 <= input.count else { return nil }
        let word = UInt64(littleEndian: UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self))
        if word << 16 == HTMLName("&nbsp;").head << 16, start + 6 <= limit { return (0xA0, 6) }
        if word << 24 == HTMLName("&amp;").head << 24, start + 5 <= limit { return (0x26, 5) }
        return nil
    }

    private init?(name input: ByteView, at start: Int, end limit: Int, _ place: Place) {
        var stop = start
        let longest = min(limit, start + HTMLEntities.longestName)
        while stop < longest, input[stop].isLetter || input[stop].isDigit { stop += 1 }
        let hasSemicolon = stop < limit && input[stop] == UInt8(ascii: ";")
        if hasSemicolon, let entity = HTMLEntities.find(input, start..<stop) {
            (first, second) = entity.codePoints
            end = stop + 1
            return
        }
        var nameEnd = min(stop, start + HTMLEntities.longestNameWithoutSemicolon)
        while nameEnd > start + 1 {
            if let entity = HTMLEntities.find(input, start..<nameEnd), entity.countsWithoutSemicolon {
                if place == .attribute, nameEnd < limit {
                    let next = input[nameEnd]
                    if next == UInt8(ascii: "=") || next.isLetter || next.isDigit { return nil }
                }
                (first, second) = entity.codePoints
                end = nameEnd
                return
            }
            nameEnd -= 1
        }
        return nil
    }

    private init?(number input: ByteView, at start: Int, end limit: Int) {
        let isHexadecimal = start < limit && input[start] | 0x20 == UInt8(ascii: "x")
        let digits = isHexadecimal ? start + 1 : start
        let base: UInt32 = isHexadecimal ? 16 : 10
        var value: UInt32 = 0
        var index = digits
        while index < limit, let digit = digitValue(input[index], base: base) {
            value = min(value * base + digit, 0x110000)
            index += 1
        }
        guard index > digits else { return nil }
        if index < limit, input[index] == UInt8(ascii: ";") { index += 1 }
        self.init(Self.corrected(value), end: index)
    }

    private init(_ value: UInt32, end: Int) {
        first = value
        second = 0
        self.end = end
    }

    /// Appends the code points as UTF-8.
    func append(to output: inout TextBuffer) {
        output.append(Unicode.Scalar(first) ?? "\u{FFFD}")
        if second != 0 { output.append(Unicode.Scalar(second) ?? "\u{FFFD}") }
    }

    /// The code points that C1 control numbers stand for, because their writers mean windows-1252; 0 = none.
    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    private static func corrected(_ value: UInt32) -> UInt32 {
        switch value {
        case 0, 0xD800...0xDFFF, 0x110000...: 0xFFFD
        case 0x80...0x9F: windows1252[Int(value - 0x80)] == 0 ? value : windows1252[Int(value - 0x80)]
        default: value
        }
    }
}

private func digitValue(_ byte: UInt8, base: UInt32) -> UInt32? {
    if byte.isDigit { return UInt32(byte - 0x30) }
    let letter = (byte | 0x20) &- 0x61
    return base == 16 && letter < 6 ? UInt32(letter) + 10 : nil
}

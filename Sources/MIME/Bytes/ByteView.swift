import Glibc

/// Bytes that belong to somebody else, for the length of a call.
typealias ByteView = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer<UInt8> {
    /// The bytes of `range`, cut to what exists.
    func view(_ range: Range<Int>) -> ByteView {
        let lower = Swift.min(Swift.max(range.lowerBound, 0), count)
        let upper = Swift.min(Swift.max(range.upperBound, lower), count)
        return ByteView(rebasing: self[lower..<upper])
    }

    /// At most `limit` bytes of `range`. A character of UTF-8 that does not fit is left out whole, since half of one would make all
    /// of the text look like another charset.
    func view(_ range: Range<Int>, atMost limit: Int) -> ByteView {
        guard range.count > limit else { return view(range) }
        var end = range.lowerBound + limit
        for _ in 0..<3 where end > range.lowerBound && self[end] & 0xC0 == 0x80 { end -= 1 }
        return view(range.lowerBound..<end)
    }

    /// Where `byte` first occurs at or behind `start` and before `end`.
    func position(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard let base = baseAddress, start < end, end <= count else { return nil }
        guard let found = memchr(base + start, Int32(byte), end - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    func position(of byte: UInt8, from start: Int = 0) -> Int? { position(of: byte, from: start, to: count) }

    func equals(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        guard let base = baseAddress, let otherBase = other.baseAddress else { return true }
        return memcmp(base, otherBase, count) == 0
    }

    func starts(with text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount, let base = baseAddress else { return false }
        return memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
    }

    /// Equal to `text`, which is in lower case, without regard to the case of ASCII letters.
    func equalsFolded(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index].lowercased != text.utf8Start[index] { return false }
        return true
    }

    /// Without white space and line ends at both ends.
    var trimmed: ByteView {
        var lower = 0
        var upper = count
        while lower < upper, self[lower].isWhiteSpace { lower += 1 }
        while upper > lower, self[upper - 1].isWhiteSpace { upper -= 1 }
        return view(lower..<upper)
    }

    /// Equal without regard to the case of ASCII letters.
    func equalsFolded(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where self[index].lowercased != other[index].lowercased { return false }
        return true
    }

    var lowercasedString: String {
        String(unsafeUninitializedCapacity: count) { room in
            for index in 0..<count { room[index] = self[index].lowercased }
            return count
        }
    }
}

extension UInt8 {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09

    /// Blank, tab or a line end.
    var isWhiteSpace: Bool { self == .space || self == .tab || self == .lineFeed || self == .carriageReturn }
    var isBlank: Bool { self == .space || self == .tab }
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// ASCII letters in lower case, anything else as it is.
    var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

    /// The value of a hexadecimal digit.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }

    /// What may stand in a token (RFC 2045 §5.1): visible ASCII without the special characters.
    var isTokenCharacter: Bool {
        switch self {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5E...0x7E: true
        default: false
        }
    }
}

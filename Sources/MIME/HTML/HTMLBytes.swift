/// What the HTML scanners ask of their input. Offsets may lie behind the end; nothing is found there.
extension ByteView {
    /// Where `]]>` first stands at or behind `start`.
    func endOfCharacterData(from start: Int) -> Int? {
        var index = start + 2
        while let close = position(of: UInt8(ascii: ">"), from: index) {
            if self[close - 1] == UInt8(ascii: "]"), self[close - 2] == UInt8(ascii: "]") { return close - 2 }
            index = close + 1
        }
        return nil
    }

    /// Whether `pattern`, which is ASCII in lower case, stands at `start` in any case.
    func starts(with pattern: StaticString, at start: Int) -> Bool {
        pattern.withUTF8Buffer { matches($0, at: start) }
    }

    /// Whether `pattern`, which is ASCII in lower case, stands anywhere in `range` in any case. For short patterns.
    func contains(_ pattern: StaticString, in range: Range<Int>) -> Bool {
        guard range.count >= pattern.utf8CodeUnitCount else { return false }
        return (range.lowerBound...range.upperBound - pattern.utf8CodeUnitCount).contains {
            starts(with: pattern, at: $0)
        }
    }

    /// Whether `</name` and a byte that ends a name stand at `start`. `name` is in lower case.
    func hasEndTag(_ name: [UInt8], at start: Int) -> Bool {
        guard start + 1 < count, self[start + 1] == UInt8(ascii: "/"), !name.isEmpty else { return false }
        return name.withUnsafeBufferPointer { matches($0, at: start + 2) } && endsTagName(at: start + 2 + name.count)
    }

    func endsTagName(at index: Int) -> Bool { index < count && self[index].endsHTMLName }

    /// Where the comment content that began at `content` ends, if the `>` at `close` ends it.
    func commentEnd(content: Int, close: Int) -> Int? {
        let length = close - content
        if length == 0 || (length == 1 && self[content] == UInt8(ascii: "-")) { return content }
        if length >= 2, self[close - 1] == UInt8(ascii: "-"), self[close - 2] == UInt8(ascii: "-") { return close - 2 }
        if length >= 3, starts(with: "--!", at: close - 3) { return close - 3 }
        return nil
    }

    private func matches(_ pattern: ByteView, at start: Int) -> Bool {
        guard start + pattern.count <= count else { return false }
        for index in 0..<pattern.count where self[start + index].lowercased != pattern[index] { return false }
        return true
    }
}

extension UInt8 {
    /// Tab, line feed, form feed, carriage return, blank.
    var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }

    /// Whether this byte ends the name of a tag or attribute.
    var endsHTMLName: Bool { isHTMLSpace || self == UInt8(ascii: ">") || self == UInt8(ascii: "/") }
}

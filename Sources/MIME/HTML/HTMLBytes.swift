/// What the HTML scanners ask of their input. Offsets may lie behind the end; nothing is found there.
extension ByteView {
    /// Where `byte` first occurs at or behind `start`; quickest if that is within sixteen bytes.
    @inline(__always)
    func nearPosition(of byte: UInt8, from start: Int) -> Int? {
        guard let base = baseAddress, start &+ ByteBlock.size <= count else { return position(of: byte, from: start) }
        let found = ByteBlock(base + start).isEqual(to: byte).first
        return found < ByteBlock.size ? start &+ found : position(of: byte, from: start &+ ByteBlock.size)
    }

    /// Where the first byte stands, at or behind `start`, that is no white space; at most `end`.
    @inline(__always)
    func endOfBlanks(from start: Int, to end: Int) -> Int {
        guard let base = baseAddress else { return end }
        var index = start
        while index < end, self[index].isHTMLSpace {
            guard index &+ ByteBlock.size <= count else {
                index &+= 1
                continue
            }
            let block = ByteBlock(base + index)
            let controls = block.isAbove(0x0D) & block.isAtMost(0x1F) | block.isAtMost(0x08) | block.isEqual(to: 0x0B)
            index &+= (block.isAbove(0x20) | controls).first
        }
        return Swift.min(index, end)
    }

    /// Whether two letters, given in lower case, stand side by side anywhere in `range`, in any case.
    @inline(__always)
    func containsPair(_ first: UInt8, _ second: UInt8, in range: Range<Int>) -> Bool {
        guard let base = baseAddress, range.count > ByteBlock.size else {
            return range.dropLast().contains { self[$0] | 0x20 == first && self[$0 + 1] | 0x20 == second }
        }
        let last = base + range.upperBound - ByteBlock.size - 1
        var start = base + range.lowerBound
        while start < last {
            if start.hasPair(first, second) { return true }
            start += ByteBlock.size
        }
        return last.hasPair(first, second)
    }

    /// Whether the `<` at `open` starts a tag, comment or declaration.
    @inline(__always)
    func isMarkup(at open: Int) -> Bool {
        guard open &+ 1 < count else { return false }
        let next = self[open &+ 1]
        return next.isLetter || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
            || next == UInt8(ascii: "/") && open &+ 2 < count
    }

    /// Bytes of the LF, CRLF or CR at `index`; 0 if there is none.
    func lineEndLength(at index: Int) -> Int {
        switch self[index] {
        case 0x0A: 1
        case 0x0D: index + 1 < count && self[index + 1] == 0x0A ? 2 : 1
        default: 0
        }
    }

    func hasNoBreakSpace(at index: Int, before end: Int) -> Bool {
        index + 1 < end && self[index] == 0xC2 && self[index + 1] == 0xA0
    }

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

    /// Whether `</name` and a byte that ends a name stand at `start`.
    func hasEndTag(_ name: HTMLName, at start: Int) -> Bool {
        guard start + 1 < count, self[start + 1] == UInt8(ascii: "/"), name.count > 0 else { return false }
        guard start + 2 < count else { return false }
        return HTMLName(self, at: start + 2) == name && start + 2 + name.count < count
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

extension UnsafePointer<UInt8> {
    /// Whether one of the sixteen bytes here is `first` and the one behind it `second`.
    @inline(__always)
    fileprivate func hasPair(_ first: UInt8, _ second: UInt8) -> Bool {
        !(ByteBlock(self).isLetter(first) & ByteBlock(self + 1).isLetter(second)).isEmpty
    }
}

extension UInt8 {
    /// Tab, line feed, form feed, carriage return, blank.
    @inline(__always)
    var isHTMLSpace: Bool {
        self <= 0x20 && (self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C)
    }

    /// Whether this byte ends the name of a tag or attribute.
    @inline(__always)
    var endsHTMLName: Bool {
        self <= UInt8(ascii: ">") && (self == UInt8(ascii: ">") || self == UInt8(ascii: "/") || isHTMLSpace)
    }
}

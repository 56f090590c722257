/// A text made ready for searches.
public struct PatternText: Sendable {
    /// Valid UTF-8.
    public let bytes: [UInt8]

    public init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    public subscript(range: Range<Int>) -> String {
        let range = range.clamped(to: 0..<bytes.count)
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// The scalar that begins at an offset, with its length; nil at the end.
    func scalar(at offset: Int) -> (value: UInt32, length: Int)? {
        guard offset < bytes.count else { return nil }
        let first = UInt32(bytes[offset])
        if first < 0x80 { return (first, 1) }
        func rest(_ index: Int) -> UInt32 { offset + index < bytes.count ? UInt32(bytes[offset + index] & 0x3F) : 0 }
        if first < 0xE0 { return ((first & 0x1F) << 6 | rest(1), 2) }
        if first < 0xF0 { return ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
        return ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
    }

    /// The scalar that ends at an offset; nil at the begin.
    func scalar(before offset: Int) -> UInt32? {
        var start = min(offset, bytes.count) - 1
        guard start >= 0 else { return nil }
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)?.value
    }

    /// The offset of the next scalar; behind the end, one more than the text has bytes.
    func offset(behind offset: Int) -> Int { offset + (scalar(at: offset)?.length ?? 1) }
}

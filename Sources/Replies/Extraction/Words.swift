/// The words of a text for comparison: runs of letters and digits in lower case. Punctuation, quote marks, bold marks and
/// wrapping do not count, so the same line is known again whatever a client did to it.
func words(of text: some StringProtocol) -> [String] {
    var text = text.lowercased()
    return text.withUTF8 { bytes in
        var words: [String] = []
        var start: Int?
        var index = 0
        while index < bytes.count {
            let (isWord, length) = character(bytes, index)
            if isWord {
                start = start ?? index
            } else if let first = start {
                words.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[first..<index]), as: UTF8.self))
                start = nil
            }
            index += length
        }
        if let first = start {
            words.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[first...]), as: UTF8.self))
        }
        return words
    }
}

/// Whether the scalar at `index` belongs to a word, and how many bytes it has. `bytes` are well-formed UTF-8 in lower case.
private func character(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (isWord: Bool, length: Int) {
    let byte = bytes[index]
    if byte < 0x80 { return ((0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte), 1) }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard index + length <= bytes.count else { return (false, bytes.count - index) }
    var value = UInt32(byte) & (0x7F >> UInt32(length))
    for next in 1..<length { value = value << 6 | UInt32(bytes[index + next] & 0x3F) }
    // Latin letters with accents, but for the signs of multiplication and division.
    if (0xC0...0x24F).contains(value) { return (value != 0xD7 && value != 0xF7, length) }
    return (Unicode.Scalar(value)?.isWordScalar ?? false, length)
}

extension Unicode.Scalar {
    var isWordScalar: Bool {
        if value < 0x80 {
            return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value)
        }
        return properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
    }
}

/// A line's words as one value.
struct LineKey: Hashable {
    let text: String

    init(_ line: some StringProtocol) { text = words(of: line).joined(separator: " ") }

    var isEmpty: Bool { text.isEmpty }
}

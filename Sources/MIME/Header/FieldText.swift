/// Decodes unstructured text of fields: unfolding, encoded-words (RFC 2047), undeclared 8-bit bytes.
struct FieldText {
    let eightBit: Charset
    let limits: Limits

    /// The text of a field's value, without white space at its ends.
    func decode(_ value: ByteView) -> String {
        let value = value.trimmed
        if Self.isPlain(value) { return String(decoding: value, as: UTF8.self) }
        var output: [UInt8] = []
        decode(value, into: &output)
        return Self.string(output, limit: limits.fieldTextBytes)
    }

    /// Appends the text of `value`, which may still be folded.
    func decode(_ value: ByteView, into output: inout [UInt8]) {
        let plain = value.hasHighBytes && String(validating: value, as: UTF8.self) == nil ? eightBit : .utf8
        var words = EncodedWordReader(value)
        var pending = PendingWord()
        var position = 0
        var left = limits.encodedWords
        while left > 0, let word = words.next(from: position) {
            left -= 1
            let gap = value.view(position..<word.range.lowerBound)
            // White space between two words only separates them.
            if !pending.isOpen || !gap.allSatisfy(\.isWhiteSpace) {
                pending.flush(into: &output)
                appendPlain(gap, plain, into: &output)
            }
            pending.add(word, of: value, into: &output)
            position = word.range.upperBound
        }
        pending.flush(into: &output)
        appendPlain(value.view(position..<value.count), plain, into: &output)
    }

    /// Text outside encoded-words: line ends and NUL vanish, other control characters become blanks.
    private func appendPlain(_ bytes: ByteView, _ charset: Charset, into output: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        var unfolded: [UInt8] = []
        unfolded.reserveCapacity(bytes.count)
        for byte in bytes where byte != .lineFeed && byte != .carriageReturn && byte != 0 {
            unfolded.append(byte < 0x20 && byte != .tab || byte == 0x7F ? .space : byte)
        }
        if charset == .utf8 {
            output.append(contentsOf: unfolded)
        } else {
            unfolded.withUnsafeBufferPointer { _ = charset.decode($0, into: &output) }
        }
    }

    /// Nothing to decode, unfold or clean.
    private static func isPlain(_ value: ByteView) -> Bool {
        var previous: UInt8 = 0
        for byte in value {
            if byte < 0x20 && byte != .tab || byte >= 0x7F { return false }
            if byte == UInt8(ascii: "?"), previous == UInt8(ascii: "=") { return false }
            previous = byte
        }
        return true
    }

    /// UTF-8 cut at a character's border.
    static func string(_ bytes: [UInt8], limit: Int) -> String {
        guard bytes.count > limit else { return String(decoding: bytes, as: UTF8.self) }
        var end = limit
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}

/// Decoded bytes of adjacent encoded-words of one charset. A character may be split over two words.
private struct PendingWord {
    private var bytes: [UInt8] = []
    private var charset: Charset = .utf8
    private var label: [UInt8] = []
    private var coding: UInt8 = 0
    private(set) var isOpen = false

    mutating func add(_ word: EncodedWord, of value: ByteView, into output: inout [UInt8]) {
        let newLabel = value.view(word.charset).map(\.lowercased)
        if !isOpen || coding != word.coding || label != newLabel || charset.isStateful {
            flush(into: &output)
            label = newLabel
            coding = word.coding
            charset = Charset(label: String(decoding: newLabel, as: UTF8.self)) ?? .utf8
        }
        isOpen = true
        word.decode(value, into: &bytes)
    }

    mutating func flush(into output: inout [UInt8]) {
        guard isOpen else { return }
        isOpen = false
        let start = output.count
        bytes.withUnsafeBufferPointer { view in
            let isBroken = charset == .utf8 && String(validating: view, as: UTF8.self) == nil
            if isBroken {
                let text = DecodedText(view, label: "utf-8", isHTML: false).text
                output.append(contentsOf: text.utf8)
            } else {
                charset.decode(view, into: &output)
            }
        }
        bytes.removeAll(keepingCapacity: true)
        // Decoding may bring line ends and other control characters, which must not pass as structure.
        for index in start..<output.count where output[index] < 0x20 || output[index] == 0x7F { output[index] = .space }
    }
}

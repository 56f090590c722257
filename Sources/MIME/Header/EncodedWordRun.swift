/// Decoded bytes of adjacent encoded-words of one charset and coding. A character may be split over two of them.
struct EncodedWordRun: ~Copyable {
    private var bytes = ByteBuffer()
    private var charset = Charset.utf8
    private var label = 0..<0
    private var coding: UInt8 = 0
    private(set) var isOpen = false

    /// Adds a word of `value`, behind the text of those before it if it cannot go on with them.
    mutating func add(_ word: EncodedWord, of value: ByteView, into output: inout ByteBuffer) {
        let goesOn =
            isOpen && coding == word.coding && !charset.isStateful
            && value.view(label).equalsFolded(value.view(word.charset))
        if !goesOn {
            flush(of: value, into: &output)
            charset = Charset(label: value.view(word.charset)) ?? .utf8
            coding = word.coding
            isOpen = true
        }
        label = word.charset
        word.decode(value, into: &bytes)
    }

    /// Appends the text of the words so far.
    mutating func flush(of value: ByteView, into output: inout ByteBuffer) {
        guard isOpen else { return }
        isOpen = false
        let start = output.count
        if charset != .utf8 {
            charset.decode(bytes.view, into: &output)
        } else if UTF8Repair.isValid(bytes.view) {
            output.append(bytes.view)
        } else {
            appendRepaired(to: &output)
        }
        bytes.removeAll()
        // Decoding may bring line ends and other control characters, which must not pass as structure.
        output.replaceControls(from: start)
    }

    private func appendRepaired(to output: inout ByteBuffer) {
        var text = DecodedText(bytes.view, declared: .utf8).text
        text.withUTF8 { output.append($0) }
    }
}

extension ByteBuffer {
    /// Turns control characters but tabs, and Unicode's line separators, at and behind `start` into blanks.
    fileprivate mutating func replaceControls(from start: Int) {
        var kept = start
        var position = start
        while position < count {
            let length = controlLength(at: position)
            self[kept] = length > 0 ? .space : self[position]
            kept += 1
            position += max(length, 1)
        }
        truncate(to: kept)
    }

    /// The length of the control character at `position`; 0 if another stands there.
    private func controlLength(at position: Int) -> Int {
        let byte = self[position]
        if byte < 0x20 && byte != .tab || byte == 0x7F { return 1 }
        if byte == 0xC2, position + 1 < count, self[position + 1] < 0xA0 { return 2 }
        guard byte == 0xE2, position + 2 < count, self[position + 1] == 0x80 else { return 0 }
        return self[position + 2] & 0xFE == 0xA8 ? 3 : 0
    }
}

/// Decodes unstructured text of fields: unfolding, encoded-words (RFC 2047), undeclared 8-bit bytes.
struct FieldText {
    /// Whose limits count, and who knows what 8-bit bytes mean.
    let store: MessageStore

    init(_ store: MessageStore) { self.store = store }

    /// The text of a field's value, without white space at its ends.
    func decode(_ value: ByteView) -> String {
        let value = value.trimmed
        if value.count <= store.limits.fieldTextBytes {
            if Self.endOfPlain(value, from: 0) == value.count { return String(knownUTF8: value, isASCII: true) }
            if let text = Self.unfolded(value) { return text }
        }
        var output = ByteBuffer(capacity: value.count + value.count / 2)
        decode(value, into: &output)
        return Self.string(output.view, limit: store.limits.fieldTextBytes)
    }

    /// Appends the text of `value`, which may still be folded.
    func decode(_ value: ByteView, into output: inout ByteBuffer) {
        let plain = charset(of: value)
        var words = EncodedWordReader(value)
        var pending = EncodedWordRun()
        var position = 0
        var left = store.limits.encodedWords
        while left > 0, let word = words.next(from: position) {
            left -= 1
            let gap = value.view(position..<word.range.lowerBound)
            // White space between two words only separates them.
            if !pending.isOpen || !gap.allSatisfy(\.isWhiteSpace) {
                pending.flush(of: value, into: &output)
                Self.appendPlain(gap, plain, into: &output)
            }
            pending.add(word, of: value, into: &output)
            position = word.range.upperBound
        }
        pending.flush(of: value, into: &output)
        Self.appendPlain(value.view(position..<value.count), plain, into: &output)
    }

    /// What bytes outside of encoded-words mean: UTF-8 if they can, else what the mail is in if they can, else windows-1252.
    func charset(of value: ByteView) -> Charset {
        if UTF8Repair.isValid(value) { return .utf8 }
        let charset = store.eightBit
        if charset.isSingleByte { return charset }
        var text = ByteBuffer(capacity: value.count * 2)
        return charset.decode(value, into: &text) == 0 ? charset : .windows1252
    }

    /// Text outside encoded-words: line ends and NUL vanish, other control characters
    /// become blanks.
    private static func appendPlain(_ bytes: ByteView, _ charset: Charset, into output: inout ByteBuffer) {
        if charset == .utf8 { return appendUnfolded(bytes, to: &output) }
        var unfolded = ByteBuffer(capacity: bytes.count)
        appendUnfolded(bytes, to: &unfolded)
        charset.decode(unfolded.view, into: &output)
    }

    private static func appendUnfolded(_ bytes: ByteView, to output: inout ByteBuffer) {
        output.makeRoom(for: bytes.count)
        var end = output.free
        for byte in bytes where byte != .lineFeed && byte != .carriageReturn && byte != 0 {
            end.pointee = byte < 0x20 && byte != .tab || byte == 0x7F ? .space : byte
            end += 1
        }
        output.advance(by: end - output.free)
    }

    /// A value that only has to be unfolded, as most long ones; nil if there is more to it.
    private static func unfolded(_ value: ByteView) -> String? {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: value.count) { room in
            guard let start = room.baseAddress, let source = value.baseAddress else { return nil }
            var count = 0
            var position = 0
            while true {
                let end = endOfPlain(value, from: position)
                (start + count).update(from: source + position, count: end - position)
                count += end - position
                guard end < value.count else { break }
                guard value[end] == .lineFeed || value[end] == .carriageReturn else { return nil }
                position = end + 1
            }
            return String(knownUTF8: ByteView(start: start, count: count), isASCII: true)
        }
    }

    /// Whether there is nothing to decode, unfold or clean.
    static func isPlain(_ value: ByteView) -> Bool { endOfPlain(value, from: 0) == value.count }

    /// Where something first stands at or behind `start` that is to be decoded, unfolded or cleaned: what is neither
    /// visible ASCII nor a blank or tab, or the beginning of an encoded-word.
    private static func endOfPlain(_ value: ByteView, from start: Int) -> Int {
        var position = start
        while position + 8 <= value.count {
            let word = value.word(at: position)
            let special =
                word.bytes(below: Word(repeating: 0x20)) | word.bytes(equalTo: Word(repeating: 0x7F))
                | word.bytes(equalTo: Word(repeating: UInt8(ascii: "="))) | word & .high
            guard special != 0 else {
                position += 8
                continue
            }
            position += special.firstByte
            guard isPlain(value, position) else { return position }
            position += 1
        }
        while position < value.count, isPlain(value, position) { position += 1 }
        return position
    }

    private static func isPlain(_ value: ByteView, _ position: Int) -> Bool {
        let byte = value[position]
        if byte == UInt8(ascii: "=") { return position + 1 == value.count || value[position + 1] != UInt8(ascii: "?") }
        return byte >= 0x20 && byte < 0x7F || byte == .tab
    }

    /// UTF-8 cut at a character's border.
    static func string(_ bytes: ByteView, limit: Int) -> String {
        guard bytes.count > limit else { return String(decoding: bytes, as: UTF8.self) }
        var end = limit
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes.view(0..<end), as: UTF8.self)
    }
}

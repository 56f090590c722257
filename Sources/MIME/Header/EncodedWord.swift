/// One `=?charset?coding?text?=` (RFC 2047 §2), as places in the value that holds it.
struct EncodedWord {
    let range: Range<Int>
    /// Without the language that RFC 2231 §5 allows behind a star.
    let charset: Range<Int>
    /// `b` or `q`.
    let coding: UInt8
    let text: Range<Int>

    /// Appends the bytes that the word stands for, in its charset.
    func decode(_ value: ByteView, into output: inout ByteBuffer) {
        let text = value.view(text)
        if coding == UInt8(ascii: "b") {
            output.makeRoom(for: Base64.room(for: text.count))
            let written = Base64.decode(text, into: output.free).count
            output.advance(by: written)
            return
        }
        output.makeRoom(for: text.count)
        var end = output.free
        var position = 0
        while position < text.count {
            let byte = text[position]
            position += 1
            switch byte {
            case UInt8(ascii: "_"):
                end.pointee = .space
            case UInt8(ascii: "="):
                end.pointee = byte
                if position + 1 < text.count, let high = text[position].hexValue, let low = text[position + 1].hexValue
                {
                    end.pointee = high << 4 | low
                    position += 2
                }
            case .lineFeed, .carriageReturn:
                continue
            default:
                end.pointee = byte
            }
            end += 1
        }
        output.advance(by: end - output.free)
    }
}

/// Finds encoded-words from left to right. Looks for an end that is not there only once, so it is linear.
struct EncodedWordReader {
    private let value: ByteView
    /// Behind this place there is no `?=`.
    private var lastEnd: Int?

    init(_ value: ByteView) { self.value = value }

    /// The first word at or behind `start`.
    mutating func next(from start: Int) -> EncodedWord? {
        var position = start
        while let equals = value.position(of: UInt8(ascii: "="), from: position) {
            position = equals + 1
            if position < value.count, value[position] == UInt8(ascii: "?"), let word = word(at: equals) { return word }
            if let lastEnd, position > lastEnd { return nil }
        }
        return nil
    }

    private mutating func word(at start: Int) -> EncodedWord? {
        let charsetStart = start + 2
        var index = charsetStart
        var charsetEnd: Int?
        while index < value.count, index - charsetStart < 64, value[index] != UInt8(ascii: "?") {
            if value[index].isWhiteSpace || value[index] == UInt8(ascii: "=") { return nil }
            if value[index] == UInt8(ascii: "*"), charsetEnd == nil { charsetEnd = index }
            index += 1
        }
        guard index + 2 < value.count, index > charsetStart, value[index] == UInt8(ascii: "?") else { return nil }
        let coding = value[index + 1].lowercased
        guard coding == UInt8(ascii: "b") || coding == UInt8(ascii: "q"), value[index + 2] == UInt8(ascii: "?") else {
            return nil
        }
        let textStart = index + 3
        guard let textEnd = end(from: textStart, allowsQuestions: coding == UInt8(ascii: "q")) else { return nil }
        return EncodedWord(
            range: start..<textEnd + 2, charset: charsetStart..<(charsetEnd ?? index), coding: coding,
            text: textStart..<textEnd)
    }

    /// Where `?=` follows. Senders forget to escape question marks in Q words; base64 has none.
    private mutating func end(from start: Int, allowsQuestions: Bool) -> Int? {
        if let lastEnd, start > lastEnd { return nil }
        var position = start
        while let question = value.position(of: UInt8(ascii: "?"), from: position) {
            if question + 1 < value.count, value[question + 1] == UInt8(ascii: "=") { return question }
            if !allowsQuestions { return nil }
            position = question + 1
        }
        lastEnd = start - 1
        return nil
    }
}

/// Lines of plain text under way: white space, line breaks, quote and item marks.
struct PlainTextLines {
    private var output: [UInt8] = []
    /// Line ends to write before the next text.
    private var pendingNewLines = 0
    /// White space that shows only if text follows in the same line.
    private var pendingSpace = false
    /// Whether nothing has been put into the current line yet.
    private var isAtLineStart = true
    /// Blanks and `- ` to write before the next text.
    private var pendingMark: [UInt8] = []
    /// Where the text of the current line starts, behind its marks.
    private var lineTextStart = 0
    /// How many `> ` the current line starts with.
    private var lineQuoteDepth = 0

    /// Quotes within quotes.
    var quoteDepth = 0 { didSet { quoteDepth = max(0, quoteDepth) } }

    /// More marks would let a few bytes of input make long lines.
    private static let deepestMark = 20
    private static let mostNewLines = 3

    var count: Int { output.count }

    var text: String {
        mutating get {
            finishLine()
            return String(decoding: output, as: UTF8.self)
        }
    }

    func text(from start: Int) -> ArraySlice<UInt8> { output[start...] }

    /// Appends text with its white space collapsed.
    mutating func append(_ input: ByteView, _ range: Range<Int>, decodesReferences: Bool) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            if byte.isHTMLSpace {
                pendingSpace = true
                index += 1
            } else if isNoBreakSpace(input, index, range.upperBound) {
                put([0x20])
                index += 2
            } else if byte == UInt8(ascii: "&"), decodesReferences {
                index = putReference(input, index, range.upperBound)
            } else {
                let start = index
                index += 1
                while index < range.upperBound, isPlain(input[index]) { index += 1 }
                put(UnsafeBufferPointer(rebasing: input[start..<index]))
            }
        }
    }

    /// Appends text as it is.
    mutating func appendPreformatted(_ input: ByteView, _ range: Range<Int>, decodesReferences: Bool) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch input[index] {
            case 0x0D, 0x0A:
                if input[index] == 0x0D, index + 1 < range.upperBound, input[index + 1] == 0x0A { index += 1 }
                newLine()
                index += 1
            case 0x20, 0x09, 0x0C:
                put([input[index]])
                index += 1
            case UInt8(ascii: "&") where decodesReferences:
                index = putReference(input, index, range.upperBound)
            default:
                let start = index
                index += 1
                while index < range.upperBound, isPlain(input[index]) { index += 1 }
                put(UnsafeBufferPointer(rebasing: input[start..<index]))
            }
        }
    }

    mutating func appendURL(_ url: [UInt8], behindText: Bool) {
        if behindText, !isAtLineStart { pendingSpace = true }
        put([UInt8(ascii: "<")])
        url.withUnsafeBufferPointer { put($0) }
        put([UInt8(ascii: ">")])
    }

    mutating func space() { pendingSpace = true }

    /// Ends the current line, even an empty one.
    mutating func newLine() {
        if isAtLineStart, pendingNewLines == 0, !output.isEmpty { pendingNewLines = 1 }
        finishLine()
        pendingNewLines = min(pendingNewLines + 1, Self.mostNewLines)
    }

    /// Ends the current line if there is anything in it.
    mutating func breakLine() {
        pendingMark = []
        guard !isAtLineStart else { return }
        newLine()
    }

    /// Ends the current line and leaves a blank one. The first paragraph of a list item stays beside its mark.
    mutating func breakParagraph() {
        guard pendingMark.isEmpty else { return }
        breakLine()
        pendingNewLines = max(pendingNewLines, 2)
    }

    mutating func startItem(depth: Int) {
        breakLine()
        pendingMark = Array(repeating: 0x20, count: 2 * min(max(0, depth - 1), Self.deepestMark)) + Array("- ".utf8)
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "&") && byte != 0xC2 || byte < 0x20 && !byte.isHTMLSpace
    }

    private func isNoBreakSpace(_ input: ByteView, _ index: Int, _ end: Int) -> Bool {
        input[index] == 0xC2 && index + 1 < end && input[index + 1] == 0xA0
    }

    /// Puts what the `&` at `index` stands for; returns where reading goes on.
    private mutating func putReference(_ input: ByteView, _ index: Int, _ end: Int) -> Int {
        guard let reference = HTMLReference(input, at: index, end: end) else {
            put([UInt8(ascii: "&")])
            return index + 1
        }
        var bytes: [UInt8] = []
        reference.append(to: &bytes)
        if bytes == [0xC2, 0xA0] { bytes = [0x20] }
        if bytes.count == 1, bytes[0] != 0x20, bytes[0].isHTMLSpace {
            pendingSpace = true
        } else {
            bytes.withUnsafeBufferPointer { put($0) }
        }
        return reference.end
    }

    private mutating func put(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

    private mutating func put(_ bytes: ByteView) {
        if isAtLineStart {
            startLine()
        } else if pendingSpace {
            output.append(0x20)
        }
        pendingSpace = false
        output.append(contentsOf: bytes)
    }

    private mutating func startLine() {
        let depth = min(quoteDepth, Self.deepestMark)
        if !output.isEmpty {
            for left in stride(from: pendingNewLines, to: 0, by: -1) {
                output.append(0x0A)
                // Blank lines between two lines of a quote belong to it.
                if left > 1 { output.append(contentsOf: quoteMark(min(depth, lineQuoteDepth)).dropLast()) }
            }
        }
        output.append(contentsOf: quoteMark(depth))
        output.append(contentsOf: pendingMark)
        pendingMark = []
        pendingNewLines = 0
        isAtLineStart = false
        lineQuoteDepth = depth
        lineTextStart = output.count
    }

    private func quoteMark(_ depth: Int) -> [UInt8] {
        var mark: [UInt8] = []
        for _ in 0..<depth { mark += [UInt8(ascii: ">"), 0x20] }
        return mark
    }

    /// Removes blanks at the end of the current line, but for the one of a signature mark.
    private mutating func finishLine() {
        guard !isAtLineStart else {
            pendingSpace = false
            return
        }
        let hadSpace = pendingSpace || output.last == 0x20
        while output.count > lineTextStart, output.last == 0x20 || output.last == 0x09 { output.removeLast() }
        if hadSpace, output[lineTextStart...].elementsEqual("--".utf8) { output.append(0x20) }
        isAtLineStart = true
        pendingSpace = false
    }
}

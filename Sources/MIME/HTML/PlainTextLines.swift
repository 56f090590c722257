/// Lines of plain text under way: white space, line breaks, quote and item marks.
struct PlainTextLines: ~Copyable {
    var output: TextBuffer
    var line = PlainTextLine()
    var link: PlainTextLink?

    /// Quotes within quotes.
    var quoteDepth = 0 { didSet { quoteDepth = max(0, quoteDepth) } }

    /// More marks would let a few bytes of input make long lines.
    private static let deepestMark = 20
    private static let mostNewLines = 3

    init(capacity: Int) { output = TextBuffer(capacity: capacity) }

    var count: Int { output.count }

    /// Ends the last line and gives all of them.
    /// - Parameter isValid: whether all input was UTF-8, so that the text is as well.
    mutating func finish(isValid: Bool) -> String {
        finishLine()
        return output.text(isValid: isValid)
    }

    /// Appends text with its white space collapsed.
    /// - Parameter references: nil if character references do not count.
    mutating func append(_ input: ByteView, _ range: Range<Int>, references: HTMLReference.Place?) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            if byte.isHTMLSpace {
                line.hasPendingSpace = true
                index = input.endOfBlanks(from: index + 1, to: range.upperBound)
            } else if byte == 0xC2, input.hasNoBreakSpace(at: index, before: range.upperBound) {
                put(0x20)
                index += 2
            } else if byte == UInt8(ascii: "&"), let references {
                index = putReference(input, index, range.upperBound, references, asItIs: false)
            } else if byte == 0 {
                index += 1
            } else {
                beginText()
                index = output.appendText(input, index..<range.upperBound)
                // The blank at the end of a run is not sure to stay.
                if input[index - 1] == 0x20 {
                    output.removeLast()
                    line.hasPendingSpace = true
                }
            }
        }
    }

    /// Appends text as it is.
    mutating func appendPreformatted(_ input: ByteView, _ range: Range<Int>, references: HTMLReference.Place?) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = input[index]
            switch byte {
            case 0x0D, 0x0A:
                newLine()
                index += input.lineEndLength(at: index)
            case 0x20, 0x09, 0x0C:
                put(byte)
                index += 1
            case UInt8(ascii: "&"):
                if let references {
                    index = putReference(input, index, range.upperBound, references, asItIs: true)
                } else {
                    put(byte)
                    index += 1
                }
            case 0xC2 where input.hasNoBreakSpace(at: index, before: range.upperBound):
                put(0x20)
                index += 2
            case 0:
                index += 1
            default:
                beginText()
                index = output.appendText(input, index..<range.upperBound)
            }
        }
    }

    mutating func space() { line.hasPendingSpace = true }

    /// Ends the current line, even an empty one.
    mutating func newLine() {
        finishLine()
        line.pendingNewLines = min(line.pendingNewLines + 1, Self.mostNewLines)
    }

    /// Ends the current line if there is anything in it.
    mutating func breakLine() {
        line.itemIndent = nil
        if !line.isAtStart { newLine() }
    }

    /// Ends the current line and leaves a blank one. The first paragraph of a list item stays beside its mark.
    mutating func breakParagraph() {
        guard line.itemIndent == nil else { return }
        breakLine()
        line.pendingNewLines = max(line.pendingNewLines, 2)
    }

    mutating func startItem(depth: Int) {
        breakLine()
        line.itemIndent = 2 * min(max(0, depth - 1), Self.deepestMark)
    }
}

extension PlainTextLines {
    /// Gets ready for text in the current line.
    @inline(__always)
    mutating func beginText() {
        if line.isAtStart {
            startLine()
        } else if line.hasPendingSpace {
            output.append(0x20)
        }
        line.hasPendingSpace = false
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        beginText()
        output.append(byte)
    }

    /// Puts what the `&` at `index` stands for; returns where reading goes on.
    private mutating func putReference(
        _ input: ByteView, _ index: Int, _ end: Int, _ place: HTMLReference.Place, asItIs: Bool
    ) -> Int {
        guard let reference = HTMLReference(input, at: index, end: end, place) else {
            put(UInt8(ascii: "&"))
            return index + 1
        }
        switch reference.first {
        case 0x0A where asItIs: newLine()
        case 0x09 where asItIs: put(0x09)
        case 0x09, 0x0A, 0x0C, 0x0D: line.hasPendingSpace = true
        case 0xA0: put(0x20)
        default:
            beginText()
            reference.append(to: &output)
        }
        return reference.end
    }

    private mutating func startLine() {
        let depth = min(quoteDepth, Self.deepestMark)
        line.start = output.count
        line.newLines = line.pendingNewLines
        if !output.isEmpty {
            for left in stride(from: line.pendingNewLines, to: 0, by: -1) {
                output.append(0x0A)
                // Blank lines between two lines of a quote belong to it.
                let inner = min(depth, line.quoteDepth)
                if left > 1, inner > 0 {
                    output.append(repeating: "> ", count: inner)
                    output.removeLast()
                }
            }
        }
        output.append(repeating: "> ", count: depth)
        line.hasItemMark = line.itemIndent != nil
        if let indent = line.itemIndent {
            output.append(repeating: " ", count: indent)
            output.append(repeating: "- ", count: 1)
        }
        line.itemIndent = nil
        line.pendingNewLines = 0
        line.isAtStart = false
        line.outerQuoteDepth = line.quoteDepth
        line.quoteDepth = depth
        line.textStart = output.count
    }

    /// Removes blanks at the end of the current line, but for the one of a signature mark. A line of nothing but blanks is
    /// taken back, so that it counts as an empty one.
    private mutating func finishLine() {
        defer { line.hasPendingSpace = false }
        guard !line.isAtStart else { return }
        line.isAtStart = true
        let hadSpace = line.hasPendingSpace || output.last == 0x20
        while output.count > line.textStart, output.last == 0x20 || output.last == 0x09 { output.removeLast() }
        defer { link?.cut(to: output.count) }
        switch output.count - line.textStart {
        case 0 where !line.hasItemMark:
            output.truncate(to: line.start)
            line.pendingNewLines = line.newLines
            line.quoteDepth = line.outerQuoteDepth
        case 2 where hadSpace && output.view(line.textStart..<output.count).starts(with: "--"):
            output.append(0x20)
        default: break
        }
    }
}

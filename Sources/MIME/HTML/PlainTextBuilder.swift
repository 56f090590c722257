/// Makes plain text of HTML: decides what is shown; ``PlainTextLines`` decides how.
struct PlainTextBuilder: ~Copyable {
    private let input: ByteView
    private var scanner = HTMLScanner()
    private var lines: PlainTextLines
    /// The element whose content is skipped up to its end.
    private var skipped: SkippedElement?
    private var isInHead = false
    private var preformattedDepth = 0
    /// Where the content of the last `pre` starts; a line end there does not count.
    private var preformattedStart = 0
    private var listDepth = 0
    /// Whether the last paragraph that started has no blank lines around it.
    private var isTightParagraph = false

    /// - Parameter input: must outlive this value.
    init(_ input: ByteView) {
        self.input = input
        lines = PlainTextLines(capacity: input.count / 2)
    }

    /// Reads the input, but for what is behind the place where about `maximumOutput` bytes of text are reached.
    /// - Parameter isValid: whether the input is known to be UTF-8.
    mutating func text(maximumOutput: Int, isValid: Bool) -> String {
        while lines.count < maximumOutput, scanner.advance(in: input) {
            switch scanner.lexeme.kind {
            case .text: if skipped == nil, !isInHead { appendText() }
            case .startTag: receiveStart()
            case .endTag: receiveEnd()
            case .comment, .doctype: break
            }
        }
        lines.endLink(in: input)
        return lines.finish(isValid: isValid)
    }

    @inline(__always)
    private mutating func receiveStart() {
        if skipped != nil {
            if skipped?.hides(start: scanner.lexeme.name, scanner.lexeme.element.role) == true { return }
            skipped = nil
        }
        start(scanner.lexeme.element.role)
    }

    @inline(__always)
    private mutating func receiveEnd() {
        let role = scanner.lexeme.element.role
        if skipped != nil {
            let end = skipped?.receive(end: scanner.lexeme.name, role)
            if end == .hidden { return }
            skipped = nil
            if end == .ended { return }
        }
        end(role)
    }

    @inline(__always)
    private mutating func appendText() {
        let range = scanner.lexeme.inner
        let references = scanner.lexeme.textMode.decodesReferences ? HTMLReference.Place.text : nil
        if preformattedDepth > 0 {
            let skipped = range.lowerBound == preformattedStart ? input.lineEndLength(at: range.lowerBound) : 0
            lines.appendPreformatted(input, range.dropFirst(skipped), references: references)
        } else {
            lines.append(input, range, references: references)
        }
    }

    @inline(__always)
    private mutating func start(_ role: HTMLRole) {
        switch role {
        case .metadata: return
        case .dropped:
            skipped = SkippedElement(scanner.lexeme.name, role)
            return
        case .head:
            isInHead = true
            return
        case .body:
            isInHead = false
            lines.breakLine()
            return
        default: isInHead = false
        }
        if role != .lineBreak, scanner.lexeme.attributes.hides(in: input) {
            if !scanner.lexeme.element.isVoid { skipped = SkippedElement(scanner.lexeme.name, role) }
            return
        }
        show(role)
    }

    private mutating func show(_ role: HTMLRole) {
        switch role {
        case .block, .row, .rowGroup, .table: lines.breakLine()
        case .paragraph, .spacedBlock:
            isTightParagraph = scanner.lexeme.attributes.isTight(in: input)
            breakParagraph()
        case .lineBreak: lines.newLine()
        case .list:
            if listDepth == 0 { lines.breakParagraph() } else { lines.breakLine() }
            listDepth += 1
        case .listItem: lines.startItem(depth: listDepth)
        case .cell: lines.space()
        case .preformatted:
            lines.breakParagraph()
            preformattedDepth += 1
            preformattedStart = scanner.lexeme.range.upperBound
        case .quote:
            lines.breakLine()
            lines.quoteDepth += 1
        case .link:
            lines.endLink(in: input)
            lines.startLink(to: scanner.lexeme.attributes.target)
        case .image: lines.append(input, scanner.lexeme.attributes.alternative, references: .attribute)
        case .inline, .dropped, .head, .body, .metadata: break
        }
    }

    private mutating func end(_ role: HTMLRole) {
        switch role {
        case .block, .row, .rowGroup, .table, .listItem: lines.breakLine()
        case .paragraph, .spacedBlock:
            breakParagraph()
            isTightParagraph = false
        case .lineBreak: lines.newLine()  // A browser reads `</br>` as `<br>`.
        case .list:
            listDepth = max(0, listDepth - 1)
            if listDepth == 0 { lines.breakParagraph() } else { lines.breakLine() }
        case .preformatted:
            preformattedDepth = max(0, preformattedDepth - 1)
            lines.breakParagraph()
        case .quote:
            lines.breakLine()
            lines.quoteDepth -= 1
        case .link: lines.endLink(in: input)
        case .head: isInHead = false
        case .inline, .cell, .image, .dropped, .body, .metadata: break
        }
    }

    private mutating func breakParagraph() {
        if isTightParagraph { lines.breakLine() } else { lines.breakParagraph() }
    }
}

/// Makes plain text of HTML lexemes: decides what is shown; ``PlainTextLines`` decides how.
struct PlainTextBuilder {
    private var lines = PlainTextLines()
    /// The element whose content is skipped up to its end.
    private var skipped: SkippedElement?
    private var isInHead = false
    private var preformattedDepth = 0
    private var listDepth = 0
    /// Whether the last paragraph that started has no blank lines around it.
    private var isTightParagraph = false
    private var link: Link?

    /// An open link: where it goes, and where its text starts.
    private struct Link {
        var target: [UInt8]
        var textStart: Int
    }

    /// A longer URL is a data URL or a mistake, nothing to read.
    private static let longestURL = 2000

    var count: Int { lines.count }

    mutating func receive(_ lexeme: HTMLLexeme, in input: ByteView) {
        switch lexeme.kind {
        case .text(let mode):
            if skipped == nil, !isInHead { append(input, lexeme.inner, mode) }
        case .startTag(let isSelfClosing):
            let name = HTMLElementName(input, lexeme.name)
            let role = HTMLRole.of(name)
            if skipped?.hides(start: name, role: role, isSelfClosing: isSelfClosing) == true { return }
            skipped = nil
            start(name, role, lexeme, in: input)
        case .endTag:
            let name = HTMLElementName(input, lexeme.name)
            let role = HTMLRole.of(name)
            switch skipped?.receive(end: name, role: role) {
            case .hidden: return
            case .ended: skipped = nil
            case .outlived:
                skipped = nil
                end(role)
            case nil: end(role)
            }
        case .comment, .doctype: break
        }
    }

    mutating func finish() -> String {
        endLink()
        return lines.text
    }

    private mutating func append(_ input: ByteView, _ range: Range<Int>, _ mode: HTMLTextMode) {
        let decodes = mode == .data || mode == .escapableRawText
        if preformattedDepth > 0 {
            lines.appendPreformatted(input, range, decodesReferences: decodes)
        } else {
            lines.append(input, range, decodesReferences: decodes)
        }
    }

    private mutating func start(
        _ name: HTMLElementName, _ role: HTMLRole, _ lexeme: HTMLLexeme, in input: ByteView
    ) {
        if role == .metadata { return }
        if role == .dropped || role == .head || role == .body {
            if role == .dropped { skipped = SkippedElement(name, role) } else { isInHead = role == .head }
            if role == .body { lines.breakLine() }
            return
        }
        isInHead = false
        let attributes = HTMLShownAttributes(input, lexeme)
        if attributes.isHidden, role != .lineBreak {
            if !Self.voidElements.contains(name) { skipped = SkippedElement(name, role) }
            return
        }
        switch role {
        case .block, .row, .table: lines.breakLine()
        case .paragraph:
            isTightParagraph = attributes.isTight
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
        case .quote:
            lines.breakLine()
            lines.quoteDepth += 1
        case .link:
            endLink()
            link = attributes.value(of: .target, in: input).map { Link(target: $0, textStart: lines.count) }
        case .image:
            if let text = attributes.value(of: .alternative, in: input) {
                text.withUnsafeBufferPointer { lines.append($0, 0..<$0.count, decodesReferences: false) }
            }
        case .inline, .dropped, .head, .body, .metadata: break
        }
    }

    private mutating func end(_ role: HTMLRole) {
        switch role {
        case .block, .row, .table, .listItem: lines.breakLine()
        case .paragraph:
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
        case .link: endLink()
        case .head: isInHead = false
        case .inline, .cell, .image, .dropped, .body, .metadata: break
        }
    }

    private mutating func breakParagraph() {
        if isTightParagraph { lines.breakLine() } else { lines.breakParagraph() }
    }

    private mutating func endLink() {
        guard let link else { return }
        self.link = nil
        guard let url = PlainTextURL(link.target), url.bytes.count <= Self.longestURL else { return }
        guard !url.isShown(by: lines.text(from: link.textStart)) else { return }
        lines.appendURL(url.bytes, behindText: lines.count > link.textStart)
    }

    private static let voidElements = Set(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
            .map { HTMLElementName($0) })
}

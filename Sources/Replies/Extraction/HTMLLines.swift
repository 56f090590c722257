import MIME

/// The lines of an HTML body as a reader sees them, each with the marks of the elements it stands in: quotes, the bridge's
/// own parts, clients' signature and history elements. One pass over the tokens, no tree.
struct HTMLLines {
    private(set) var lines: [Line] = []
    /// A client's quoting structure or an own mark was seen.
    private(set) var isStructured = false

    /// Open elements above this depth are not told apart any more.
    private static let deepest = 256

    private struct Element {
        let name: String
        /// Browsers leave a gap before and after it.
        let isSpaced: Bool
        var context: Context
    }

    /// What an element passes on to all lines inside it.
    private struct Context {
        var depth = 0
        var bareDepth = 0
        var part: TicketPart?
        var isMarker = false
        var isSignature = false
        var isAttribution = false
        var isHidden = false
        var isPreformatted = false
        /// Next number in a numbered list; nil in a bulleted one.
        var number: Int?
    }

    private var stack: [Element] = []
    private var text = ""
    private var hasContent = false
    private var pendingBlank = false
    private var wantsGap = false
    private var startsHistory = false
    private var opensRest = false
    private var images: [String] = []
    private var offset = 0

    init(html: String) {
        for token in HTMLTokenizer(html) {
            switch token.content {
            case .startTag(let tag): open(tag)
            case .endTag(let name): close(name)
            case .text(let text): append(text)
            case .comment, .doctype: break
            }
        }
        endLine()
    }

    private var context: Context { stack.last?.context ?? Context() }

    // MARK: Elements

    private mutating func open(_ tag: HTMLTag) {
        switch tag.name {
        case "br":
            hasContent = true
            endLine()
            return
        case "hr":
            endBlock()
            let mark = HTMLClientMark(tag)
            if mark.opensRest {
                isStructured = true
                startsHistory = true
                opensRest = true
            }
            return
        case "img":
            if let source = tag.value(of: "src"), source.lowercased().hasPrefix("cid:"), !context.isHidden {
                images.append(String(source.dropFirst(4)))
            }
            return
        case "td", "th":
            if hasContent { pendingBlank = true }
        default:
            break
        }
        guard !Self.voidElements.contains(tag.name) else { return }
        // `<p>`, `<li>` and table cells need no end tag.
        if Self.selfEnding.contains(tag.name), stack.last?.name == tag.name { close(tag.name) }
        if Self.blocks.contains(tag.name) { endBlock() }
        let isSpaced = Self.spaced.contains(tag.name) && !HTMLClientMark.hasNoMargin(tag)
        if isSpaced { wantsGap = true }
        var context = context
        apply(HTMLClientMark(tag), to: &context, tag)
        guard stack.count < Self.deepest else { return }
        stack.append(Element(name: tag.name, isSpaced: isSpaced, context: context))
        if tag.name == "li" { beginItem() }
    }

    private mutating func apply(_ mark: HTMLClientMark, to context: inout Context, _ tag: HTMLTag) {
        if mark.isHidden || Self.invisible.contains(tag.name) { context.isHidden = true }
        if tag.name == "pre" { context.isPreformatted = true }
        if tag.name == "ol" { context.number = 1 }
        if tag.name == "ul" { context.number = nil }
        if let part = mark.part { context.part = part }
        if mark.isMarker { context.isMarker = true }
        if mark.isSignature { context.isSignature = true }
        if mark.isAttribution { context.isAttribution = true }
        if mark.isQuote {
            context.depth += 1
            context.isSignature = mark.isSignature
        } else if tag.name == "blockquote" {
            context.bareDepth += 1
        }
        if mark.startsHistory, !startsHistory { startsHistory = true }
        if mark.opensRest {
            startsHistory = true
            opensRest = true
        }
        if mark.startsHistory || mark.opensRest || mark.isQuote || mark.part != nil || mark.isMarker {
            isStructured = true
        }
    }

    private mutating func beginItem() {
        guard stack.count >= 2 else { return }
        let list = stack.count - 2
        if let number = stack[list].context.number, stack[list].name == "ol" {
            append("\(number). ")
            stack[list].context.number = number + 1
        } else {
            append("- ")
        }
    }

    private mutating func close(_ name: String) {
        // An end tag far from its start is a mistake of the writer; what it would close stays open.
        let nearest = stack.indices.reversed().prefix(64).first { stack[$0].name == name }
        if Self.blocks.contains(name) { endBlock() }
        guard let nearest else { return }
        if stack[nearest].isSpaced { wantsGap = true }
        stack.removeSubrange(nearest...)
    }

    // MARK: Text

    private mutating func append(_ piece: String) {
        let context = context
        guard !context.isHidden else { return }
        if context.isPreformatted {
            for (index, line) in piece.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 {
                    hasContent = true
                    endLine()
                }
                if !line.isEmpty {
                    hasContent = true
                    text += line
                }
            }
            return
        }
        for scalar in piece.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{0C}":
                pendingBlank = true
            default:
                if pendingBlank {
                    if hasContent { text.unicodeScalars.append(" ") }
                    pendingBlank = false
                }
                hasContent = true
                text.unicodeScalars.append(scalar)
            }
        }
    }

    private mutating func endBlock() {
        if hasContent || !images.isEmpty { endLine() }
        pendingBlank = false
    }

    private mutating func endLine() {
        defer {
            text = ""
            hasContent = false
            pendingBlank = false
            images = []
        }
        guard hasContent || !images.isEmpty else { return }
        if pendingBlank, text == "--" { text += " " }
        let context = context
        var line = Line(normalise(text))
        line.depth = context.depth
        line.bareDepth = context.bareDepth
        line.part = context.part
        line.isMarker = context.isMarker || ReplyMarker.isIn(line.text)
        line.isSignature = context.isSignature
        line.isAttribution = context.isAttribution
        line.images = images
        if !line.isBlank || !images.isEmpty {
            line.startsHistory = startsHistory
            line.opensRest = opensRest
            startsHistory = false
            opensRest = false
        }
        takeQuoteMarks(of: &line)
        if wantsGap, let last = lines.last, !last.isBlank, !line.isBlank {
            var gap = Line("")
            gap.depth = min(last.depth, line.depth)
            gap.bareDepth = min(last.bareDepth, line.bareDepth)
            gap.isSignature = last.isSignature && line.isSignature
            add(gap)
        }
        wantsGap = false
        add(line)
    }

    /// Some clients write `>` into their HTML.
    private func takeQuoteMarks(of line: inout Line) {
        guard line.text.hasPrefix(">"), let bare = TextLines(text: line.text).lines.first else { return }
        line.text = bare.text
        line.depth += bare.depth
    }

    private mutating func add(_ line: Line) {
        var line = line
        line.offset = offset
        offset += line.quoted.utf8.count + 1
        lines.append(line)
    }

    private static let voidElements: Set<String> = [
        "area", "base", "col", "embed", "input", "link", "meta", "param", "source", "track", "wbr",
    ]
    private static let invisible: Set<String> = ["head", "style", "script", "title", "template", "noscript", "object"]
    private static let selfEnding: Set<String> = ["p", "li", "tr", "td", "th", "dt", "dd", "option"]
    private static let spaced: Set<String> = ["p", "h1", "h2", "h3", "h4", "blockquote"]
    private static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
        "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav", "ol", "p", "pre",
        "section", "table", "tbody", "thead", "tr", "ul",
    ]
}

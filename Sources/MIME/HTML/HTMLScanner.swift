/// Finds the bounds of tokens. One pass: each byte is looked at a bounded number of times.
struct HTMLScanner: Sendable {
    /// The token that ``advance(in:)`` found last.
    private(set) var lexeme = HTMLLexeme()

    private var position = 0
    private var mode: HTMLTextMode
    /// The element whose end tag ends the raw text that the scanner is in.
    private var rawElement: HTMLName
    /// Whether start tags change the mode, as the tree builder of a browser makes them do.
    private let followsElements: Bool
    private let elements = HTMLElementTable.shared

    init(mode: HTMLTextMode = .data, rawElement: String = "", followsElements: Bool = true) {
        self.mode = mode
        self.rawElement = HTMLName(copying: rawElement)
        self.followsElements = followsElements
    }

    /// Goes on to the next token; false at the end of the input.
    @inline(__always)
    mutating func advance(in input: ByteView) -> Bool {
        while position < input.count {
            let start = position
            let end = mode == .data ? endOfData(in: input) : endOfText(in: input)
            if end > start {
                position = end
                lexeme.kind = .text
                lexeme.textMode = mode
                lexeme.range = Range(uncheckedBounds: (start, end))
                lexeme.inner = lexeme.range
                if mode == .characterData { endCharacterData(in: input) }
                return true
            }
            if mode == .characterData {
                endCharacterData(in: input)
                continue
            }
            mode = .data
            if markup(in: input) { return true }
        }
        return false
    }

    @inline(__always)
    private func endOfData(in input: ByteView) -> Int {
        var index = position
        while let open = input.nearPosition(of: UInt8(ascii: "<"), from: index) {
            if input.isMarkup(at: open) { return open }
            index = open + 1
        }
        return input.count
    }

    /// Where the text that starts at `position` ends: before the next markup or at the end of the input.
    private func endOfText(in input: ByteView) -> Int {
        switch mode {
        case .data: endOfData(in: input)
        case .escapableRawText, .rawText: endOfRawText(in: input)
        case .script: HTMLScriptScanner(element: rawElement).end(in: input, from: position)
        case .plainText: input.count
        case .characterData: input.endOfCharacterData(from: position) ?? input.count
        }
    }

    private func endOfRawText(in input: ByteView) -> Int {
        var index = position
        while let open = input.position(of: UInt8(ascii: "<"), from: index) {
            if input.hasEndTag(rawElement, at: open) { return open }
            index = open + 1
        }
        return input.count
    }

    private mutating func endCharacterData(in input: ByteView) {
        mode = .data
        position = min(position + 3, input.count)
    }

    /// Reads what starts with the `<` at `position`, which is markup. False if it makes no token.
    @inline(__always)
    private mutating func markup(in input: ByteView) -> Bool {
        let next = input[position &+ 1]
        if next.isLetter { return startTag(in: input) }
        if next == UInt8(ascii: "/"), input[position &+ 2].isLetter { return endTag(in: input) }
        return otherMarkup(in: input)
    }

    private mutating func startTag(in input: ByteView) -> Bool {
        let start = position
        let name = HTMLName(input, at: start &+ 1)
        let nameEnd = start &+ 1 &+ name.count
        var scanner = HTMLAttributeScanner(position: nameEnd)
        lexeme.attributes = HTMLShownAttributes()
        while scanner.advance(in: input) { lexeme.attributes.note(scanner.name, scanner.value) }
        position = scanner.position
        guard scanner.end != .inputEnded else { return false }
        lexeme.setTag(.startTag, start, nameEnd, position, name, elements.find(name))
        lexeme.isSelfClosing = scanner.end == .selfClosing
        if followsElements, lexeme.element.textMode != .data {
            mode = lexeme.element.textMode
            rawElement = name
        }
        return true
    }

    private mutating func endTag(in input: ByteView) -> Bool {
        let start = position
        let name = HTMLName(input, at: start &+ 2)
        let nameEnd = start &+ 2 &+ name.count
        position = nameEnd
        guard skipAttributes(in: input) else { return false }
        lexeme.setTag(.endTag, start, nameEnd, position, name, elements.find(name))
        return true
    }

    /// Goes behind the `>` of an end tag; false if there is none.
    @inline(__always)
    private mutating func skipAttributes(in input: ByteView) -> Bool {
        if position < input.count, input[position] == UInt8(ascii: ">") {
            position &+= 1
            return true
        }
        return skipMeaninglessAttributes(in: input)
    }

    @inline(never)
    private mutating func skipMeaninglessAttributes(in input: ByteView) -> Bool {
        var scanner = HTMLAttributeScanner(position: position)
        while scanner.advance(in: input) {}
        position = scanner.position
        return scanner.end != .inputEnded
    }

    @inline(never)
    private mutating func otherMarkup(in input: ByteView) -> Bool {
        let start = position
        switch input[start + 1] {
        case UInt8(ascii: "!"):
            if input.starts(with: "--", at: start + 2) {
                comment(in: input)
            } else if input.starts(with: "doctype", at: start + 2) {
                bogus(.doctype, in: input, contentFrom: start + 9)
            } else {
                bogus(.comment, in: input, contentFrom: start + 2)
            }
        case UInt8(ascii: "?"):
            bogus(.comment, in: input, contentFrom: start + 1)
        default:
            if input[start + 2] == UInt8(ascii: ">") {
                position = start + 3
                return false
            }
            bogus(.comment, in: input, contentFrom: start + 2)
        }
        return true
    }

    /// A comment or declaration that ends at the next `>`.
    private mutating func bogus(_ kind: HTMLLexeme.Kind, in input: ByteView, contentFrom content: Int) {
        let start = position
        let close = input.position(of: UInt8(ascii: ">"), from: content)
        position = close.map { $0 + 1 } ?? input.count
        lexeme.kind = kind
        lexeme.range = start..<position
        // The content of a declaration keeps its `>`, by which a cut one is told from a whole one.
        lexeme.inner = content..<(kind == .doctype ? position : close ?? input.count)
    }

    private mutating func comment(in input: ByteView) {
        let start = position
        let content = start + 4
        lexeme.kind = .comment
        var index = content
        while let close = input.position(of: UInt8(ascii: ">"), from: index) {
            if let end = input.commentEnd(content: content, close: close) {
                position = close + 1
                lexeme.range = start..<position
                lexeme.inner = content..<end
                return
            }
            index = close + 1
        }
        // Half an end mark at the end of the input does not belong to the content.
        var end = input.count
        for mark: StaticString in ["--!", "--", "-"]
        where end - mark.utf8CodeUnitCount >= content && input.starts(with: mark, at: end - mark.utf8CodeUnitCount) {
            end -= mark.utf8CodeUnitCount
            break
        }
        position = input.count
        lexeme.range = start..<position
        lexeme.inner = content..<end
    }
}

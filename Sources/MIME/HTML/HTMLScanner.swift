/// Finds the bounds of tokens. One pass: each byte is looked at a bounded number of times.
struct HTMLScanner: Sendable {
    private var position = 0
    private var mode: HTMLTextMode
    /// The name, in lower case, whose end tag ends the raw text that the scanner is in.
    private var rawElement: [UInt8]
    /// Whether start tags change the mode, as the tree builder of a browser makes them do.
    private let followsElements: Bool

    init(mode: HTMLTextMode = .data, rawElement: String = "", followsElements: Bool = true) {
        self.mode = mode
        self.rawElement = Array(rawElement.utf8)
        self.followsElements = followsElements
    }

    mutating func next(in input: ByteView) -> HTMLLexeme? {
        while position < input.count {
            let start = position
            let textEnd = endOfText(in: input)
            if textEnd > start {
                position = textEnd
                let lexeme = HTMLLexeme(kind: .text(mode), range: start..<textEnd, inner: start..<textEnd)
                endCharacterData(in: input)
                return lexeme
            }
            if mode == .characterData {
                endCharacterData(in: input)
                continue
            }
            mode = .data
            if let lexeme = markup(in: input) { return lexeme }
        }
        return nil
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

    private mutating func endCharacterData(in input: ByteView) {
        guard mode == .characterData else { return }
        mode = .data
        position = min(position + 3, input.count)
    }

    private func endOfData(in input: ByteView) -> Int {
        var index = position
        while let open = input.position(of: UInt8(ascii: "<"), from: index) {
            guard open + 1 < input.count else { return input.count }
            switch input[open + 1] {
            case UInt8(ascii: "!"), UInt8(ascii: "?"): return open
            case UInt8(ascii: "/"): if open + 2 < input.count { return open }
            case let next: if next.isLetter { return open }
            }
            index = open + 1
        }
        return input.count
    }

    private func endOfRawText(in input: ByteView) -> Int {
        var index = position
        while let open = input.position(of: UInt8(ascii: "<"), from: index) {
            if input.hasEndTag(rawElement, at: open) { return open }
            index = open + 1
        }
        return input.count
    }

    /// Reads what starts with the `<` at `position`, which ``endOfData(in:)`` found to be markup. Nil if it makes no token.
    private mutating func markup(in input: ByteView) -> HTMLLexeme? {
        let start = position
        switch input[start + 1] {
        case UInt8(ascii: "!"):
            if input.starts(with: "--", at: start + 2) { return comment(in: input) }
            if input.starts(with: "doctype", at: start + 2) {
                return bogus(.doctype, in: input, contentFrom: start + 9)
            }
            return bogus(.comment, in: input, contentFrom: start + 2)
        case UInt8(ascii: "?"):
            return bogus(.comment, in: input, contentFrom: start + 1)
        case UInt8(ascii: "/"):
            if input[start + 2] == UInt8(ascii: ">") {
                position = start + 3
                return nil
            }
            guard input[start + 2].isLetter else { return bogus(.comment, in: input, contentFrom: start + 2) }
            return tag(in: input, nameFrom: start + 2)
        default:
            return tag(in: input, nameFrom: start + 1)
        }
    }

    private mutating func tag(in input: ByteView, nameFrom nameStart: Int) -> HTMLLexeme? {
        let start = position
        var nameEnd = nameStart
        while nameEnd < input.count, !input[nameEnd].endsHTMLName { nameEnd += 1 }
        var attributes = HTMLAttributeScanner(position: nameEnd)
        while attributes.next(in: input) != nil {}
        position = attributes.position
        guard attributes.end != .inputEnded else { return nil }
        let name = nameStart..<nameEnd
        if nameStart == start + 1 {
            if followsElements { followElement(in: input, name) }
            let kind = HTMLLexeme.Kind.startTag(isSelfClosing: attributes.end == .selfClosing)
            return HTMLLexeme(kind: kind, range: start..<position, name: name, inner: nameEnd..<position)
        }
        return HTMLLexeme(kind: .endTag, range: start..<position, name: name, inner: nameEnd..<position)
    }

    private mutating func followElement(in input: ByteView, _ name: Range<Int>) {
        guard let mode = HTMLElementName(input, name).textMode else { return }
        self.mode = mode
        rawElement = input[name].map { $0 | 0x20 }
    }

    /// A comment or declaration that ends at the next `>`.
    private mutating func bogus(
        _ kind: HTMLLexeme.Kind, in input: ByteView, contentFrom content: Int
    ) -> HTMLLexeme {
        let start = position
        let close = input.position(of: UInt8(ascii: ">"), from: content)
        position = close.map { $0 + 1 } ?? input.count
        // The content of a declaration keeps its `>`, by which a cut one is told from a whole one.
        let end = kind == .doctype ? position : close ?? input.count
        return HTMLLexeme(kind: kind, range: start..<position, inner: content..<end)
    }

    private mutating func comment(in input: ByteView) -> HTMLLexeme {
        let start = position
        let content = start + 4
        var end = input.count
        position = input.count
        var index = content
        while let close = input.position(of: UInt8(ascii: ">"), from: index) {
            if let contentEnd = input.commentEnd(content: content, close: close) {
                (end, position) = (contentEnd, close + 1)
                return HTMLLexeme(kind: .comment, range: start..<position, inner: content..<end)
            }
            index = close + 1
        }
        // Half an end mark at the end of the input does not belong to the content.
        for mark: StaticString in ["--!", "--", "-"]
        where end - mark.utf8CodeUnitCount >= content && input.starts(with: mark, at: end - mark.utf8CodeUnitCount) {
            end -= mark.utf8CodeUnitCount
            break
        }
        return HTMLLexeme(kind: .comment, range: start..<position, inner: content..<end)
    }
}

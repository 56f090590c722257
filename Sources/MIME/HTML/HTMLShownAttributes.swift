/// The attributes of a tag that matter for plain text.
struct HTMLShownAttributes {
    enum Name { case target, alternative }

    private(set) var isHidden = false
    /// A paragraph that its writer meant as a mere line: Outlook's `MsoNormal`, or one without margin.
    private(set) var isTight = false
    private var target: Range<Int>?
    private var alternative: Range<Int>?

    init(_ input: ByteView, _ lexeme: HTMLLexeme) {
        var scanner = HTMLAttributeScanner(position: lexeme.inner.lowerBound)
        var styled = false
        while let (name, value) = scanner.next(in: input) {
            switch name.count {
            case 3 where alternative == nil && input.starts(with: "alt", at: name.lowerBound): alternative = value
            case 4 where target == nil && input.starts(with: "href", at: name.lowerBound): target = value
            case 5 where !styled && input.starts(with: "style", at: name.lowerBound):
                styled = true
                let style = HTMLStyle(input, value)
                if style.hides { isHidden = true }
                if style.hasNoMargin { isTight = true }
            case 5 where input.starts(with: "class", at: name.lowerBound):
                if input.contains("msonormal", in: value) { isTight = true }
            case 6 where input.starts(with: "hidden", at: name.lowerBound): isHidden = true
            default: break
            }
        }
    }

    /// Decoded; nil where the attribute is missing.
    func value(of name: Name, in input: ByteView) -> [UInt8]? {
        guard let range = name == .target ? target : alternative else { return nil }
        var decoder = HTMLDecoder()
        decoder.append(input, range, as: .attribute)
        return decoder.bytes
    }
}

/// What of a `style` attribute matters for plain text.
struct HTMLStyle {
    private(set) var hides = false
    private(set) var hasNoMargin = false

    init(_ input: ByteView, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = input.position(of: UInt8(ascii: ";"), from: index, to: range.upperBound)
            read(input, index..<(end ?? range.upperBound))
            index = (end ?? range.upperBound) + 1
        }
    }

    /// Reads one declaration: `property: value`.
    private mutating func read(_ input: ByteView, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound, input[index].isHTMLSpace { index += 1 }
        let property = index
        while index < range.upperBound, input[index] != UInt8(ascii: ":"), !input[index].isHTMLSpace { index += 1 }
        let length = index - property
        guard length == 7 || length == 6 else { return }
        while index < range.upperBound, input[index].isHTMLSpace { index += 1 }
        guard index < range.upperBound, input[index] == UInt8(ascii: ":") else { return }
        index += 1
        while index < range.upperBound, input[index].isHTMLSpace { index += 1 }
        if length == 7, input.starts(with: "display", at: property) {
            hides = range.upperBound - index >= 4 && input.starts(with: "none", at: index)
        } else if length == 6, input.starts(with: "margin", at: property) {
            hasNoMargin = index < range.upperBound && input[index] == UInt8(ascii: "0")
        }
    }
}

/// Cuts HTML into tokens in one pass, by the tokenization rules of the HTML standard (section 13.2.5) for a document
/// without scripting. Any input gives tokens; time and memory are linear in its length.
///
/// The content of `script`, `style`, `title`, `textarea` and their like comes as text up to the end tag, as in a browser.
/// Bytes that are not UTF-8 become U+FFFD in the tokens.
public struct HTMLTokenizer: Sequence, IteratorProtocol, Sendable {
    /// More attributes of one tag are skipped.
    public static let maximumAttributes = 256

    private let bytes: [UInt8]
    private var scanner: HTMLScanner

    /// - Parameter bytes: UTF-8.
    public init(_ bytes: [UInt8]) { self.init(bytes, scanner: HTMLScanner()) }

    public init(_ text: String) { self.init(Array(text.utf8)) }

    init(_ bytes: [UInt8], scanner: HTMLScanner) {
        self.bytes = bytes
        self.scanner = scanner
    }

    /// The next token; nil at the end of the input.
    public mutating func next() -> HTMLToken? {
        bytes.withUnsafeBufferPointer { input in
            guard let lexeme = scanner.next(in: input) else { return nil }
            return HTMLToken(content: lexeme.content(in: input), range: lexeme.range)
        }
    }
}

extension HTMLLexeme {
    fileprivate func content(in input: ByteView) -> HTMLToken.Content {
        switch kind {
        case .text(let mode):
            var decoder = HTMLDecoder()
            decoder.append(input, inner, as: .text(mode))
            return .text(decoder.text)
        case .startTag(let isSelfClosing):
            return .startTag(
                HTMLTag(name: lowerCased(input, name), attributes: attributes(in: input), isSelfClosing: isSelfClosing))
        case .endTag:
            return .endTag(lowerCased(input, name))
        case .comment:
            var decoder = HTMLDecoder()
            decoder.append(input, inner, as: .literal)
            return .comment(decoder.text)
        case .doctype:
            return .doctype(HTMLDoctype(input, inner))
        }
    }

    private func attributes(in input: ByteView) -> [HTMLAttribute] {
        var scanner = HTMLAttributeScanner(position: inner.lowerBound)
        var attributes: [HTMLAttribute] = []
        var names: Set<String> = []
        while attributes.count < HTMLTokenizer.maximumAttributes, let range = scanner.next(in: input) {
            let name = lowerCased(input, range.name)
            guard names.insert(name).inserted else { continue }
            var decoder = HTMLDecoder()
            decoder.append(input, range.value, as: .attribute)
            attributes.append(HTMLAttribute(name: name, value: decoder.text))
        }
        return attributes
    }

    private func lowerCased(_ input: ByteView, _ range: Range<Int>) -> String {
        var decoder = HTMLDecoder()
        decoder.append(input, range, as: .name)
        return decoder.text
    }
}

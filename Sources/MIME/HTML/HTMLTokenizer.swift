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
            guard scanner.advance(in: input) else { return nil }
            return HTMLToken(content: scanner.lexeme.content(in: input), range: scanner.lexeme.range)
        }
    }
}

extension HTMLLexeme {
    fileprivate func content(in input: ByteView) -> HTMLToken.Content {
        switch kind {
        case .text:
            return .text(HTMLDecoder.text(input, inner, as: .text(textMode)))
        case .startTag:
            return .startTag(
                HTMLTag(
                    name: HTMLDecoder.text(input, nameRange, as: .name), attributes: attributes(in: input),
                    isSelfClosing: isSelfClosing))
        case .endTag:
            return .endTag(HTMLDecoder.text(input, nameRange, as: .name))
        case .comment:
            return .comment(HTMLDecoder.text(input, inner, as: .literal))
        case .doctype:
            return .doctype(HTMLDoctype(input, inner))
        }
    }

    /// Where a tag's name stands.
    private var nameRange: Range<Int> { inner.lowerBound - name.count..<inner.lowerBound }

    private func attributes(in input: ByteView) -> [HTMLAttribute] {
        var scanner = HTMLAttributeScanner(position: inner.lowerBound)
        var attributes: [HTMLAttribute] = []
        var names: Set<String> = []
        while attributes.count < HTMLTokenizer.maximumAttributes, scanner.advance(in: input) {
            let name = HTMLDecoder.text(
                input, scanner.nameStart..<scanner.nameStart + scanner.name.count, as: .name)
            guard names.insert(name).inserted else { continue }
            let value = HTMLDecoder.text(input, scanner.value, as: .attribute)
            attributes.append(HTMLAttribute(name: name, value: value))
        }
        return attributes
    }
}

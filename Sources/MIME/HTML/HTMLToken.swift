/// One piece of an HTML text, as ``HTMLTokenizer`` cuts it.
public struct HTMLToken: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case startTag(HTMLTag)
        /// The element's name, ASCII letters in lower case.
        case endTag(String)
        /// Character references decoded, line ends as LF. One run of text may come in several tokens.
        case text(String)
        case comment(String)
        case doctype(HTMLDoctype)
    }

    public var content: Content
    /// Where the token stands in the input, in bytes. Ranges ascend and never overlap; the only bytes between them belong
    /// to no token (`</>`, a tag that the end of the input cut off).
    public var range: Range<Int>

    public init(content: Content, range: Range<Int>) {
        self.content = content
        self.range = range
    }
}

/// A start tag.
public struct HTMLTag: Sendable, Hashable {
    /// ASCII letters in lower case.
    public var name: String
    /// In order of appearance, each name once: the first counts. At most ``HTMLTokenizer/maximumAttributes``.
    public var attributes: [HTMLAttribute]
    /// Written with `/>`. This closes no HTML element, only void and foreign ones.
    public var isSelfClosing: Bool

    public init(name: String, attributes: [HTMLAttribute] = [], isSelfClosing: Bool = false) {
        self.name = name
        self.attributes = attributes
        self.isSelfClosing = isSelfClosing
    }

    /// The value of the attribute with this name (lower case); empty for one without a value, nil if there is none.
    public func value(of name: String) -> String? { attributes.first { $0.name == name }?.value }
}

public struct HTMLAttribute: Sendable, Hashable {
    /// ASCII letters in lower case.
    public var name: String
    /// Character references decoded, line ends as LF.
    public var value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// What a document type declaration says.
public struct HTMLDoctype: Sendable, Hashable {
    /// ASCII letters in lower case.
    public var name: String?
    public var publicID: String?
    public var systemID: String?
    /// The declaration is malformed in a way that makes browsers use quirks mode.
    public var forcesQuirks = false
}

/// A token as byte ranges of the input; nothing is decoded or copied yet.
struct HTMLLexeme {
    enum Kind { case text, startTag, endTag, comment, doctype }

    var kind = Kind.text
    /// The whole token.
    var range = 0..<0
    /// Of a tag: from the name's end on, where its attributes are. Of text, comments and document types: their content.
    var inner = 0..<0
    /// Of text.
    var textMode = HTMLTextMode.data
    /// Of a tag, and so are those below.
    var name = HTMLName()
    var element = HTMLElement()
    var isSelfClosing = false
    /// Of a start tag.
    var attributes = HTMLShownAttributes()

    @inline(__always)
    mutating func setTag(
        _ kind: Kind, _ start: Int, _ nameEnd: Int, _ end: Int, _ name: HTMLName, _ element: HTMLElement
    ) {
        self.kind = kind
        range = Range(uncheckedBounds: (start, end))
        inner = Range(uncheckedBounds: (nameEnd, end))
        self.name = name
        self.element = element
    }
}

/// How text is read, which depends on the element that it stands in.
enum HTMLTextMode: Sendable, Equatable {
    case data
    /// `title`, `textarea`: character references count, tags do not.
    case escapableRawText
    /// `style`, `xmp`, `iframe` and their like: nothing counts but the end tag.
    case rawText
    /// `script`: as raw text, but comments in it can hide an end tag.
    case script
    /// `plaintext`: nothing ends it.
    case plainText
    /// `<![CDATA[` in foreign content.
    case characterData

    var decodesReferences: Bool { self == .data || self == .escapableRawText }
}

/// A token as byte ranges of the input; nothing is decoded or copied yet.
struct HTMLLexeme {
    enum Kind: Equatable {
        case text(HTMLTextMode)
        case startTag(isSelfClosing: Bool)
        case endTag, comment, doctype
    }

    var kind: Kind
    /// The whole token.
    var range: Range<Int>
    /// Of a tag: its name, else empty.
    var name: Range<Int> = 0..<0
    /// Of a tag: from the name's end on, where its attributes are. Of text, comments and document types: their content.
    var inner: Range<Int>
}

/// How text is read, which depends on the element that it stands in.
enum HTMLTextMode: Equatable {
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
}

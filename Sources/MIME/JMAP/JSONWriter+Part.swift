extension JSONWriter {
    /// Writes what each list tells of a part: the default of `bodyProperties` (RFC 8621 §4.2), and what was asked for.
    mutating func properties(of jmap: JMAPPart, header: Header, asked: [JMAPHeaderProperty]) {
        let part = jmap.part
        key("partId")
        string(jmap.id)
        key("blobId")
        string(jmap.blobID)
        key("size")
        number(jmap.size)
        key("name")
        string(jmap.name)
        key("type")
        string(part.type)
        key("charset")
        string(part.charset ?? Self.impliedCharset(part, header))
        key("disposition")
        string(part.disposition.flatMap { $0.value.isEmpty ? nil : $0.value })
        key("cid")
        string(part.contentID)
        key("language")
        if let field = header.first("content-language") { strings(field.languages) } else { null() }
        key("location")
        string(header.text("content-location")?.filter { !$0.isWhitespace })
        var written = Set<String>()
        for property in asked where written.insert(property.name).inserted {
            key(property.name)
            value(of: property, in: header)
        }
    }

    /// What RFC 2045 §5.2 says of texts without a charset and of parts without a type.
    private static func impliedCharset(_ part: Part, _ header: Header) -> String? {
        let isUntyped = part.mainType == "message" && header.first("content-type") == nil
        return part.isText || isUntyped ? "us-ascii" : nil
    }
}

extension HeaderField {
    /// The tags of Content-Language (RFC 3282 §2), without comments.
    fileprivate var languages: [String] {
        withValue { value in
            var tags: [String] = []
            var cursor = FieldCursor(value)
            while !cursor.isAtEnd {
                cursor.skipComments()
                let tag = cursor.take { !$0.isWhiteSpace && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "(") }
                if tag.isEmpty { cursor.advance() } else { tags.append(String(decoding: tag, as: UTF8.self)) }
            }
            return tags
        }
    }
}

extension OutgoingMessage.Attachment {
    /// The part that holds the file.
    /// - Parameter field: what errors call it: `attachment 2`
    func entity(field: String, isInline: Bool) throws(WriteError) -> Entity {
        try checkText(name, field: "\(field) name", limit: WriteLimits.fileName)
        var mediaType = try checkedType(field: "\(field) type")
        let enclosed = mediaType.hasPrefix("message/") ? EnclosedMessage(bytes) : nil
        if mediaType.hasPrefix("message/"), enclosed == nil { mediaType = "application/octet-stream" }
        let isUTF8Text =
            mediaType.hasPrefix("text/")
            && bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
        let charset = isUTF8Text ? ["charset=utf-8"] : []
        var header = HeaderWriter()
        try header.write("Content-Type", value: mediaType, parameters: charset + nameParameters("name"))
        try header.write("Content-Transfer-Encoding", words: [enclosed == nil ? "base64" : "7bit"])
        try header.write(
            "Content-Disposition", value: isInline ? "inline" : "attachment", parameters: nameParameters("filename"))
        if let contentID {
            try header.write("Content-ID", words: [MessageIDText.content(contentID, field: "\(field) Content-ID")])
        }
        return Entity(header, body: [enclosed.map { .bytes($0.lines) } ?? .base64(bytes)])
    }

    private func nameParameters(_ parameter: String) -> [String] {
        name.isEmpty ? [] : ParameterText.parameters(parameter, name)
    }

    /// In lower case (RFC 6838 §4.2).
    private func checkedType(field: String) throws(WriteError) -> String {
        try checkText(type, field: field, limit: .max)
        guard Self.isWritable(type: type) else { throw WriteError(field: field, .malformedType) }
        return String(decoding: type.utf8.map(\.lowercased), as: UTF8.self)
    }

    /// Whether `type` is `type/subtype` of the allowed characters (RFC 6838 §4.2) and no multipart.
    static func isWritable(type: String) -> Bool {
        let words = type.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isWellFormed = words.allSatisfy { word in
            (1...127).contains(word.count)
                && word.allSatisfy { $0.isLetter || $0.isDigit || "!#$&-^_.+".utf8.contains($0) }
        }
        return isWellFormed && words.count == 2 && !words[0].map(\.lowercased).elementsEqual("multipart".utf8)
    }
}

extension OutgoingMessage {
    /// `mixed( alternative( text, related( html, images ) ), files )`, each level only where there is something for it.
    func body() throws(WriteError) -> WrittenPart {
        var pictures: [WrittenPart] = []
        var files: [WrittenPart] = []
        for (index, attachment) in attachments.enumerated() {
            let isPicture = html != nil && attachment.contentID != nil
            let part = try attachment.part(field: "attachment \(index + 1)", isInline: isPicture)
            if isPicture { pictures.append(part) } else { files.append(part) }
        }
        var content = textPart
        if let html {
            var shown = Self.leaf("text/html", ["charset=utf-8"], TextCoding.normalized(html), endsLinesInBlanks: false)
            if !pictures.isEmpty {
                shown = .multipart(subtype: "related", parameters: ["type=\"text/html\""], parts: [shown] + pictures)
            }
            content = .multipart(subtype: "alternative", parameters: [], parts: [content, shown])
        }
        return files.isEmpty ? content : .multipart(subtype: "mixed", parameters: [], parts: [content] + files)
    }

    private var textPart: WrittenPart {
        let lines = TextCoding.normalized(text)
        switch textFormat {
        case .fixed: return Self.leaf("text/plain", ["charset=utf-8"], lines, endsLinesInBlanks: false)
        case .flowed:
            return Self.leaf(
                "text/plain", ["charset=utf-8", "format=flowed"], FlowedTextWriter.wrap(lines), endsLinesInBlanks: true)
        }
    }

    private static func leaf(
        _ type: String, _ parameters: [String], _ text: String, endsLinesInBlanks: Bool
    ) -> WrittenPart {
        let (coding, body) = TextCoding.encode(text, endsLinesInBlanks: endsLinesInBlanks)
        var header = HeaderWriter()
        header.write("Content-Type", value: type, parameters: parameters)
        header.write("Content-Transfer-Encoding", words: [coding])
        return .leaf(fields: header.output, body: body, mayHoldBoundary: coding != "base64")
    }
}

extension OutgoingMessage.Attachment {
    fileprivate func part(field: String, isInline: Bool) throws(WriteError) -> WrittenPart {
        try refuseLineEnds(name, field: "\(field) name")
        var mediaType = try checkedType(field: "\(field) type")
        var header = HeaderWriter()
        let enclosed = mediaType.hasPrefix("message/") ? EnclosedMessage(bytes) : nil
        if mediaType.hasPrefix("message/"), enclosed == nil { mediaType = "application/octet-stream" }
        let isUTF8Text =
            mediaType.hasPrefix("text/")
            && bytes.withUnsafeBufferPointer { String(validating: $0, as: UTF8.self) != nil }
        header.write("Content-Type", value: mediaType, parameters: isUTF8Text ? ["charset=utf-8"] : [])
        header.write("Content-Transfer-Encoding", words: [enclosed?.coding ?? "base64"])
        header.write(
            "Content-Disposition", value: isInline ? "inline" : "attachment",
            parameters: name.isEmpty ? [] : ParameterText.parameters("filename", name))
        if let contentID {
            try OutgoingMessage.checkID(contentID, field: "\(field) Content-ID")
            header.write("Content-ID", words: ["<\(contentID)>"])
        }
        if let enclosed { return .leaf(fields: header.output, body: enclosed.lines, mayHoldBoundary: true) }
        var body: [UInt8] = []
        Base64Writer.appendLines(bytes, to: &body)
        return .leaf(fields: header.output, body: body, mayHoldBoundary: false)
    }

    private func checkedType(field: String) throws(WriteError) -> String {
        try refuseLineEnds(type, field: field)
        let words = type.split(separator: "/", omittingEmptySubsequences: false)
        let isWellFormed = words.allSatisfy { word in
            (1...127).contains(word.utf8.count)
                && word.utf8.allSatisfy { $0.isLetter || $0.isDigit || "!#$&-^_.+".utf8.contains($0) }
        }
        let folded = String(decoding: type.utf8.map(\.lowercased), as: UTF8.self)
        guard isWellFormed, words.count == 2, !folded.hasPrefix("multipart/") else {
            throw WriteError(field: field, .malformedType)
        }
        return folded
    }
}

/// A mail within a mail, which must not be coded (RFC 2046 §5.2.1), only brought to CRLF line ends.
private struct EnclosedMessage {
    let lines: [UInt8]
    let coding: String

    /// Nil if the bytes cannot travel as they are: a line over 998 bytes, NUL, a bare CR.
    init?(_ bytes: [UInt8]) {
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count + bytes.count / 32)
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let text = line.last == 0x0D ? line.dropLast() : line
            guard text.count <= 998, !text.contains(0x0D), !text.contains(0) else { return nil }
            lines.append(contentsOf: text)
            lines.append(contentsOf: [0x0D, 0x0A])
        }
        // The last line end that was there already must not become two.
        if bytes.last == 0x0A { lines.removeLast(2) }
        self.lines = lines
        coding = lines.contains { $0 > 0x7F } ? "8bit" : "7bit"
    }
}

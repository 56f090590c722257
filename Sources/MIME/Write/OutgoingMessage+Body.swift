extension OutgoingMessage {
    /// `mixed( alternative( text, related( html, images ) ), files )`, each level only where there is something for it.
    func body() throws(WriteError) -> Entity {
        guard attachments.count <= WriteLimits.attachments else { throw WriteError(field: "attachments", .tooLong) }
        var pictures: [Entity] = []
        var files: [Entity] = []
        for (index, attachment) in attachments.enumerated() {
            let isPicture = html != nil && attachment.contentID != nil
            let part = try attachment.entity(field: "attachment \(index + 1)", isInline: isPicture)
            if isPicture { pictures.append(part) } else { files.append(part) }
        }
        let plain = try textEntity()
        let shown = try html.map { html throws(WriteError) in
            try Self.leaf("text/html", [], TextLines.normalized(html), keepsTrailingBlanks: false)
        }
        let leaves = [plain] + (shown.map { [$0] } ?? []) + pictures + files
        var boundaries = BoundarySource(seed: boundarySeed, avoiding: leaves)
        var content = plain
        if var shown {
            if !pictures.isEmpty {
                shown = try Entity(
                    multipart: "related", parameters: ["type=\"text/html\""], parts: [shown] + pictures,
                    boundary: boundaries.next())
            }
            content = try Entity(multipart: "alternative", parts: [plain, shown], boundary: boundaries.next())
        }
        guard !files.isEmpty else { return content }
        return try Entity(multipart: "mixed", parts: [content] + files, boundary: boundaries.next())
    }

    private func textEntity() throws(WriteError) -> Entity {
        let lines = TextLines.normalized(text)
        switch textFormat {
        case .fixed: return try Self.leaf("text/plain", [], lines, keepsTrailingBlanks: false)
        case .flowed:
            return try Self.leaf(
                "text/plain", ["format=flowed"], FlowedTextWriter.wrap(lines), keepsTrailingBlanks: true)
        }
    }

    private static func leaf(
        _ type: String, _ parameters: [String], _ lines: [UInt8], keepsTrailingBlanks: Bool
    ) throws(WriteError) -> Entity {
        let (coding, body) = TextCoding.encode(lines, keepsTrailingBlanks: keepsTrailingBlanks)
        var header = HeaderWriter()
        try header.write("Content-Type", value: type, parameters: ["charset=utf-8"] + parameters)
        try header.write("Content-Transfer-Encoding", words: [coding])
        return Entity(header, body: [body])
    }
}

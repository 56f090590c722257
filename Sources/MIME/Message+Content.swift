extension Message {
    /// The bytes of a part, transfer coding undone. Those of a multipart are what lies between its header and its end.
    public func content(of part: Part) -> [UInt8] {
        if part.coding == .identity { return Array(sources[part.source][part.bodyRange]) }
        var output: [UInt8] = []
        withBody(of: part) { _ = part.coding.decode($0, into: &output) }
        return output
    }

    /// The text of a part: transfer coding undone, charset decoded, format=flowed left as it is.
    ///
    /// Without a usable charset the text is UTF-8 if it can be, else windows-1252.
    public func text(of part: Part) -> String { decodedText(of: part).text }

    /// What was wrong with a part's coding and charset.
    public func defects(of part: Part) -> [Defect] {
        var output: [UInt8] = []
        let coding = withBody(of: part) { part.coding.decode($0, into: &output) }
        let text = part.isText ? decodedText(of: part).defects : []
        return ([coding].compactMap { $0 } + text).map { Defect($0, at: part.bodyRange.lowerBound) }
    }

    func decodedText(of part: Part) -> DecodedText {
        let isHTML = part.type == "text/html"
        if part.isLeaf, !part.children.isEmpty {
            return contentWithoutFiles(part).withUnsafeBufferPointer {
                DecodedText($0, label: part.charset, isHTML: isHTML)
            }
        }
        if part.coding == .identity {
            return withBody(of: part) { DecodedText($0, label: part.charset, isHTML: isHTML) }
        }
        return content(of: part).withUnsafeBufferPointer { DecodedText($0, label: part.charset, isHTML: isHTML) }
    }

    /// A text without the uuencoded files that stand in it.
    private func contentWithoutFiles(_ part: Part) -> [UInt8] {
        var output: [UInt8] = []
        var position = part.bodyRange.lowerBound
        for file in part.children.map({ parts[$0].bodyRange }) {
            output.append(contentsOf: sources[part.source][position..<file.lowerBound])
            position = file.upperBound
        }
        output.append(contentsOf: sources[part.source][position..<max(position, part.bodyRange.upperBound)])
        return output
    }

    /// Gives the content of a part piece by piece, so that a large attachment never lies in memory twice.
    ///
    /// - Parameter pieceSize: bytes of the coded part that are decoded at a time, about.
    public func decode(_ part: Part, pieceSize: Int = 1 << 20, into sink: (UnsafeBufferPointer<UInt8>) throws -> Void)
        rethrows
    {
        let source = sources[part.source]
        var position = part.bodyRange.lowerBound
        let end = part.bodyRange.upperBound
        // uuencode needs its frame; a broken base64 may end early. Both are decoded whole.
        guard part.coding == .identity || part.coding == .quotedPrintable else {
            return try content(of: part).withUnsafeBufferPointer { try sink($0) }
        }
        var piece: [UInt8] = []
        while position < end {
            let next = source.withUnsafeBufferPointer { view in
                let wanted = min(position + max(pieceSize, 1), end)
                return view.position(of: .lineFeed, from: wanted, to: end).map { $0 + 1 } ?? end
            }
            piece.removeAll(keepingCapacity: true)
            source.withUnsafeBufferPointer { _ = part.coding.decode($0.view(position..<next), into: &piece) }
            try piece.withUnsafeBufferPointer { try sink($0) }
            position = next
        }
    }

    func withBody<Result>(of part: Part, _ body: (ByteView) -> Result) -> Result {
        sources[part.source].withUnsafeBufferPointer { body($0.view(part.bodyRange)) }
    }

    /// The name under which a part is saved: its own, the subject of an enclosed message, else made from place and type.
    public func fileName(of part: Part) -> String {
        if let name = part.fileName { return name }
        if part.isMessage, let root = part.children.first, let subject = header(of: parts[root]).text("subject"),
            let name = FileName.cleaned(String(subject.prefix(100)))
        {
            return FileName.cleaned(name + ".eml") ?? name
        }
        return "part-\(part.index).\(FileName.suffix(for: part.type))"
    }

    /// Whether a winmail.dat may hide what the sender wrote.
    public var containsTNEF: Bool {
        parts.contains { $0.type == "application/ms-tnef" || $0.fileName?.lowercased() == "winmail.dat" }
    }

    /// Whether the mail or a part of it is encrypted, so that its text cannot be read.
    public var isEncrypted: Bool {
        parts.contains {
            $0.type == "multipart/encrypted"
                || $0.type == "application/pkcs7-mime" && $0.parameter("smime-type") != "signed-data"
        }
    }
}

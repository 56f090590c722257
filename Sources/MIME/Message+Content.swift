extension Message {
    /// The bytes of a part, transfer coding undone. Those of a multipart are what lies between its header and its end.
    public func content(of part: Part) -> [UInt8] {
        let node = part.node
        if node.coding == .identity { return Array(store.sources[part.source][node.body]) }
        return withBody(of: node) { node.coding.decoded($0).bytes }
    }

    /// The text of a part: transfer coding undone, charset decoded, format=flowed left as it is.
    ///
    /// Without a usable charset the text is UTF-8 if it can be, else windows-1252.
    public func text(of part: Part) -> String { decodedText(of: part.node).text }

    /// What was wrong with a part's coding and charset.
    public func defects(of part: Part) -> [Defect] {
        let node = part.node
        let coding = withBody(of: node) { node.coding.decoded($0).defect }
        let text = node.media.isText ? decodedText(of: node).defects : []
        return ([coding].compactMap { $0 } + text).map { Defect($0, at: node.body.lowerBound) }
    }

    func decodedText(of node: PartNode) -> DecodedText {
        if node.isLeaf, node.hasChildren {
            return contentWithoutFiles(node).withUnsafeBufferPointer { decodedText($0, of: node) }
        }
        return withBody(of: node) { coded in node.coding.withDecoded(coded) { decodedText($0, of: node) } }
    }

    func decodedText(_ bytes: ByteView, of node: PartNode) -> DecodedText {
        let isHTML = node.media == .textHTML
        return store.withParameter("charset", of: node) { DecodedText(bytes, label: $0, isHTML: isHTML) }
            ?? DecodedText(bytes, label: nil, isHTML: isHTML)
    }

    /// A text without the uuencoded files that stand in it.
    private func contentWithoutFiles(_ node: PartNode) -> [UInt8] {
        let source = store.sources[Int(node.source)]
        var output: [UInt8] = []
        var position = node.body.lowerBound
        var file = node.firstChild
        while file >= 0 {
            let range = store.nodes[Int(file)].body
            output.append(contentsOf: source[position..<range.lowerBound])
            position = range.upperBound
            file = store.nodes[Int(file)].nextSibling
        }
        output.append(contentsOf: source[position..<max(position, node.body.upperBound)])
        return output
    }

    func withBody<Result>(of node: PartNode, _ body: (ByteView) throws -> Result) rethrows -> Result {
        try store.sources[Int(node.source)].withUnsafeBufferPointer { try body($0.view(node.body)) }
    }

    /// The name under which a part is saved: its own, the subject of an enclosed message, else made from place and type.
    public func fileName(of part: Part) -> String {
        if let name = part.fileName { return name }
        if part.isMessage, let root = part.children.first, let subject = parts[root].header.text("subject"),
            let name = FileName.cleaned(String(subject.prefix(100)))
        {
            return FileName.cleaned(name + ".eml") ?? name
        }
        return "part-\(part.index).\(FileName.suffix(for: part.type))"
    }

    /// Whether files lie packed in a winmail.dat, which nothing here unpacks. One that holds only the formatting of the
    /// text, as Outlook adds it to many mails, has none.
    public var hasFilesInTNEF: Bool {
        parts.contains { part in
            let isTNEF =
                part.type == "application/ms-tnef" || part.type == "application/vnd.ms-tnef"
                || part.fileName?.lowercased() == "winmail.dat"
            return isTNEF && part.isLeaf && TNEF.hasFiles(content(of: part))
        }
    }

    /// Whether the mail or a part of it is encrypted, so that its text cannot be read.
    public var isEncrypted: Bool {
        parts.contains {
            $0.type == "multipart/encrypted"
                || $0.type == "application/pkcs7-mime" && $0.parameter("smime-type") != "signed-data"
        }
    }
}

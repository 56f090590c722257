/// The content of a leaf, decoded once for all that is told of it.
struct JMAPContent {
    let size: Int
    let blobID: String?
    /// What was wrong with the transfer coding and the charset.
    private(set) var defects: [Defect.Kind] = []
    /// If it was asked for.
    private(set) var text: DecodedText?

    init(_ part: Part, of message: Message, wantsText: Bool, blobID: JMAPEmail.BlobID?) {
        var bytes: [UInt8]?
        if part.coding != .identity || blobID != nil {
            let decoded = message.withBody(of: part.node) { part.coding.decoded($0) }
            if let defect = decoded.defect { defects.append(defect) }
            bytes = decoded.bytes
        }
        size = bytes?.count ?? part.bodyRange.count
        self.blobID = bytes.flatMap { blobID?($0) }
        guard wantsText else { return }
        let text: DecodedText
        if let bytes, part.children.isEmpty {
            text = bytes.withUnsafeBufferPointer { message.decodedText($0, of: part.node) }
        } else {
            text = message.decodedText(of: part.node)
        }
        self.text = text
        defects += text.defects
    }
}

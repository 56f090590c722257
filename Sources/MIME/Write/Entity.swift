/// A part of a mail under way (RFC 2045 §2.4): its Content-… fields and its body.
struct Entity {
    /// A stretch of a body.
    enum Chunk {
        case bytes([UInt8])
        /// Written as lines of base64, which are made only where they are to stand.
        case base64([UInt8])
    }

    /// With the line end of the last one, without the blank line.
    let fields: [UInt8]
    let body: [Chunk]

    init(_ header: HeaderWriter, body: [Chunk]) {
        fields = header.output
        self.body = body
    }

    /// A multipart (RFC 2046 §5.1).
    /// - Parameters:
    ///   - parameters: those beside the boundary
    ///   - boundary: starts no line of the parts
    init(multipart subtype: String, parameters: [String] = [], parts: [Entity], boundary: String) throws(WriteError) {
        var header = HeaderWriter()
        try header.write(
            "Content-Type", value: "multipart/\(subtype)", parameters: parameters + ["boundary=\"\(boundary)\""])
        fields = header.output
        var body: [Chunk] = []
        for part in parts {
            body.append(.bytes(Array("--\(boundary)\r\n".utf8) + part.fields + Array("\r\n".utf8)))
            body += part.body
            // This line end belongs to the delimiter that follows.
            body.append(.bytes([.carriageReturn, .lineFeed]))
        }
        self.body = body + [.bytes(Array("--\(boundary)--\r\n".utf8))]
    }

    /// The whole mail.
    /// - Parameter header: the fields before those of the entity
    func bytes(behind header: HeaderWriter) -> [UInt8] {
        let chunks = [.bytes(header.output + fields + Array("\r\n".utf8))] + body
        return OutputCursor.bytes(count: chunks.reduce(0) { $0 + $1.count }) { output in
            for chunk in chunks {
                switch chunk {
                case .bytes(let bytes): output.write(bytes)
                case .base64(let bytes): Base64Writer.writeLines(bytes, to: &output)
                }
            }
        }
    }
}

extension Entity.Chunk {
    /// Bytes in the mail.
    var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .base64(let bytes): Base64Writer.lineCount(of: bytes.count)
        }
    }
}

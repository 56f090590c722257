extension Message {
    /// Gives the content of a part piece by piece, so that a large attachment never lies in memory twice.
    ///
    /// - Parameter pieceSize: bytes of the coded part that are decoded at a time, about; pieces end behind line ends.
    public func decode(_ part: Part, pieceSize: Int = 1 << 20, into sink: (UnsafeBufferPointer<UInt8>) throws -> Void)
        rethrows
    {
        let node = part.node
        // uuencode needs its frame.
        guard node.coding != .uuencode else { return try content(of: part).withUnsafeBufferPointer(sink) }
        try withBody(of: node) { body in
            var decoder = Base64.Decoder()
            var piece = ByteBuffer(capacity: 0)
            var position = 0
            while position < body.count {
                let wanted = position + min(max(pieceSize, 1), body.count - position)
                let next = body.position(of: .lineFeed, from: wanted).map { $0 + 1 } ?? body.count
                let coded = body.view(position..<next)
                position = next
                if node.coding == .identity {
                    try sink(coded)
                    continue
                }
                piece.removeAll()
                piece.makeRoom(for: node.coding.room(for: coded) + 3)
                if node.coding == .base64 {
                    piece.advance(by: decoder.decode(coded, into: piece.free))
                    if position == body.count { piece.advance(by: decoder.finish(into: piece.free)) }
                } else {
                    piece.advance(by: QuotedPrintable.decode(coded, into: piece.free).count)
                }
                try sink(piece.view)
            }
        }
    }
}

/// Joins the lines of format=flowed text (RFC 3676).
enum FlowedText {
    /// - Parameter deletesSpace: whether the blank that marks a flowed line is removed (`DelSp=yes`).
    static func joined(_ text: String, deletesSpace: Bool) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        var text = text
        text.withUTF8 { bytes in
            var position = 0
            // The quote depth of the paragraph that goes on, if one does.
            var openDepth: Int?
            while position < bytes.count {
                let stop = bytes.position(of: .lineFeed, from: position) ?? bytes.count
                var end = stop
                if end > position, bytes[end - 1] == .carriageReturn { end -= 1 }
                var start = position
                while start < end, bytes[start] == UInt8(ascii: ">") { start += 1 }
                let depth = start - position
                // Space-stuffing.
                if start < end, bytes[start] == .space { start += 1 }
                let content = bytes.view(start..<end)
                let isSignature = content.count == 3 && content.starts(with: "-- ")
                let continues = openDepth == depth && !isSignature
                if !continues {
                    if position > 0 { output.append(.lineFeed) }
                    output.append(contentsOf: repeatElement(UInt8(ascii: ">"), count: depth))
                    if depth > 0, !content.isEmpty { output.append(.space) }
                }
                let isFlowed = content.last == .space && !isSignature
                output.append(contentsOf: isFlowed && deletesSpace ? content.view(0..<content.count - 1) : content)
                openDepth = isFlowed ? depth : nil
                position = stop + 1
            }
            if bytes.last == .lineFeed { output.append(.lineFeed) }
        }
        return String(decoding: output, as: UTF8.self)
    }
}

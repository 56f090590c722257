/// The text of one part (RFC 8621 §4.1.4, EmailBodyValue).
struct JMAPBodyValue {
    let value: String
    let isEncodingProblem: Bool
    let isTruncated: Bool

    /// - Parameter longest: UTF-8 bytes; 0 is no limit.
    init(_ text: DecodedText, isHTML: Bool, hasUnknownCoding: Bool, longest: Int) {
        let whole = Self.withLineFeeds(text.text)
        value = longest > 0 ? Self.cut(whole, to: longest, isHTML: isHTML) : whole
        isTruncated = value.utf8.count < whole.utf8.count
        isEncodingProblem = hasUnknownCoding || text.defects.contains { Self.problems.contains($0) }
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("value")
        json.string(value)
        json.key("isEncodingProblem")
        json.boolean(isEncodingProblem)
        json.key("isTruncated")
        json.boolean(isTruncated)
        json.endObject()
    }

    /// Not among them: `undeclaredCharset`, as long as the text could be read.
    private static let problems: Set<Defect.Kind> = [.unknownCharset, .wrongCharset, .malformedText]

    /// CRLF made LF.
    private static func withLineFeeds(_ text: String) -> String {
        var text = text
        let changed: String? = text.withUTF8 { bytes in
            guard bytes.position(of: .carriageReturn) != nil else { return nil }
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count)
            var copied = 0
            var position = 0
            while let place = bytes.position(of: .carriageReturn, from: position) {
                position = place + 1
                guard position < bytes.count, bytes[position] == .lineFeed else { continue }
                output.append(contentsOf: bytes.view(copied..<place))
                copied = position
            }
            output.append(contentsOf: bytes.view(copied..<bytes.count))
            return String(decoding: output, as: UTF8.self)
        }
        return changed ?? text
    }

    /// `text` cut between characters, and not inside an HTML tag.
    private static func cut(_ text: String, to longest: Int, isHTML: Bool) -> String {
        guard text.utf8.count > longest else { return text }
        var text = text
        return text.withUTF8 { bytes in
            var end = longest
            while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            if isHTML, let open = bytes.view(0..<end).lastIndex(of: UInt8(ascii: "<")),
                !bytes.view(open..<end).contains(UInt8(ascii: ">")), startsTag(bytes.view(open + 1..<bytes.count))
            {
                end = open
            }
            return String(decoding: bytes.view(0..<end), as: UTF8.self)
        }
    }

    /// Whether what follows a `<` makes it a tag or a comment rather than a sign.
    private static func startsTag(_ bytes: ByteView) -> Bool {
        bytes.first.map { $0.isLetter || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "!") } ?? false
    }
}

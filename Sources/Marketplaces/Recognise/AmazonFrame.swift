/// A message cut out of the frame that Amazon puts around it.
struct AmazonFrame: Sendable {
    /// The words of the message; never empty unless the mail is.
    let text: String
    /// What stands in front of the message: the order block.
    let head: Substring
    /// What stands behind the last end marker. Only Amazon writes there, so only links from here are Amazon's. Empty
    /// without such a marker.
    let footer: Substring

    init(_ mail: String) {
        var markers = AmazonMarker.lines(of: mail)
        if !markers.contains(where: { $0.isBegin || $0.isEnd }) {
            let inside = AmazonMarker.anywhere(in: mail)
            if !inside.isEmpty { markers = inside }
        }
        // A buyer may type both markers: the frame's end is the last one, and what he typed stays in his text.
        let end = markers.last { $0.isEnd }
        let begin = markers.first { marker in
            !marker.isQuotation && !marker.isEnd && end.map { marker.range.upperBound <= $0.range.lowerBound } ?? true
        }
        head = mail[..<(begin?.range.lowerBound ?? mail.startIndex)]
        footer = mail[(end?.range.upperBound ?? mail.endIndex)...]

        let from = begin?.range.upperBound ?? mail.startIndex
        var until = end?.range.lowerBound
        if until == nil, let begin {
            until = markers.first { $0.range.lowerBound >= begin.range.upperBound }?.range.lowerBound
        }
        let inner = until.map { mail[from..<$0] } ?? Self.withoutFooter(mail[from...])
        let text = Self.withoutPortalLinks(History.cut(inner)).trimmed
        if text.isEmpty {
            // A frame around nothing: a message of attachments only. The reader sees all there is.
            let whole = Self.withoutFooter(mail[...]).trimmed
            self.text = whole.isEmpty ? mail.trimmed : whole
        } else {
            self.text = text
        }
    }

    /// Up to the first line that only a footer has.
    static func withoutFooter(_ text: Substring) -> Substring {
        var start = text.startIndex
        while start != text.endIndex {
            let end = text[start...].firstIndex(where: \.isNewline) ?? text.endIndex
            if isFooter(text[start..<end]) { return text[..<start] }
            start = end == text.endIndex ? end : text.index(after: end)
        }
        return text
    }

    private static func isFooter(_ line: Substring) -> Bool {
        if line.range(ofASCII: "no-response-needed") != nil || line.range(ofASCII: "[commMgrTok:") != nil {
            return true
        }
        let line = line.trimmed
        if line.hasPrefix("SPC-") { return true }
        if line.count >= 20, line.allSatisfy(AmazonMarker.isDash) { return true }
        guard let mark = line.range(ofASCII: "Copyright ") else { return false }
        let year = line[mark.upperBound...].drop { !$0.isASCIIDigit && $0 != " " }.prefix(5)
        return year.filter(\.isASCIIDigit).count >= 4
    }

    /// Without addresses in the seller's portal: a buyer has no business with them, and one press may close the case.
    private static func withoutPortalLinks(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let start = rest.range(ofASCII: "https://sellercentral") {
            let end = rest[start.lowerBound...].firstIndex { $0.isWhitespace || "<>\"".contains($0) } ?? rest.endIndex
            result += rest[..<start.lowerBound]
            rest = rest[end...]
        }
        return result + rest
    }
}

/// A link that opens a new mail with everything filled in (RFC 6068): recipient, subject and body.
struct MailtoLink: Sendable, Hashable {
    var address: String
    var subject: String
    var body: String

    /// Clients and what starts them cut longer links off.
    static let longest = 1800

    /// Nil if it would be longer than ``longest``.
    var url: String? {
        let lines = body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        // RFC 6068 §5: line breaks of the body are %0D%0A.
        let encodedBody = lines.map { Self.encoded($0) }.joined(separator: "%0D%0A")
        let url = "mailto:\(Self.encoded(address, "@"))?subject=\(Self.encoded(subject))&body=\(encodedBody)"
        return url.utf8.count <= Self.longest ? url : nil
    }

    /// Everything but the unreserved characters of RFC 3986 §2.3, in UTF-8.
    private static func encoded(_ text: some StringProtocol, _ also: String = "") -> String {
        let digits = Array("0123456789ABCDEF")
        var result = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
                || "-._~".utf8.contains(byte) || also.utf8.contains(byte)
            if isPlain {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }
}

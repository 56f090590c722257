/// The beginning of a text on one line (RFC 8621 §4.1.4).
enum JMAPPreview {
    /// Code points.
    private static let longest = 256
    /// UTF-8 bytes that are looked at: a text may begin with ever so many blanks, HTML with a style sheet.
    private static let farthest = (text: 1 << 14, html: 1 << 18)

    /// As much of a text, as plain text, as a preview may need.
    static func opening(_ text: String, isHTML: Bool) -> String {
        let opening = String(decoding: text.utf8.prefix(isHTML ? farthest.html : farthest.text), as: UTF8.self)
        return isHTML ? plainText(fromHTML: opening) : opening
    }

    /// Nil if nothing would be on the line.
    static func line(_ text: String) -> String? {
        var line = String.UnicodeScalarView()
        var length = 0
        var hasGap = false
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                hasGap = length > 0
                continue
            }
            guard !isControl(scalar) else { continue }
            length += hasGap ? 2 : 1
            guard length <= longest else { break }
            if hasGap { line.append(" ") }
            hasGap = false
            line.append(scalar)
        }
        return line.isEmpty ? nil : String(line)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }
}

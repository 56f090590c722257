/// The new text of a mail: what stands above the quoted original.
struct AnswerText: Sendable {
    var text: String
    /// Whether an original follows the text.
    var quotesOriginal: Bool

    /// Cuts at the first quoted line, or at a line that announces the original.
    init(_ body: String) {
        let lines = body.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        let cut = lines.firstIndex { $0.hasPrefix(">") || Self.announcesOriginal($0) }
        quotesOriginal = cut != nil
        var kept = Array(lines[..<(cut ?? lines.endIndex)])
        Self.dropBlankEnd(&kept)
        // The attribution ("On … X wrote:") belongs to the quotation; it may take two lines.
        if let cut, lines[cut].hasPrefix(">"), kept.last?.hasSuffix(":") ?? false {
            kept.removeLast()
            if let line = kept.last, Self.beginsAttribution(line) { kept.removeLast() }
            Self.dropBlankEnd(&kept)
        }
        text = String(kept.joined(separator: "\n").drop { $0 == "\n" })
    }

    private static func dropBlankEnd(_ lines: inout [Substring]) {
        while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    }

    /// Text framed by dashes, as in `-----Original Message-----`.
    private static func announcesOriginal(_ line: Substring) -> Bool {
        let text = trimmed(line)
        guard text.hasPrefix("---"), text.hasSuffix("---") else { return false }
        return text.contains { $0.isLetter }
    }

    private static func beginsAttribution(_ line: Substring) -> Bool {
        ["Am ", "On ", "W dniu ", "Le ", "Op ", "Il ", "El ", "Dnia "].contains { line.hasPrefix($0) }
    }
}

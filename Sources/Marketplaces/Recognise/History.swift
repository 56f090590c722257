/// Quoted history at the end of a buyer's message, when he answered by mail.
enum History {
    /// The text without it; all of it where nothing else would be left.
    static func cut(_ text: Substring) -> Substring {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var end = lines.count
        for index in lines.indices where starts(at: index, in: lines) {
            end = index
            break
        }
        // A quotation at the very end, and the line that introduces it.
        var last = end
        while last > 0, isBlank(lines[last - 1]) || lines[last - 1].first == ">" { last -= 1 }
        if lines[last..<end].contains(where: { $0.first == ">" }) { end = last }
        guard lines[..<end].contains(where: { !isBlank($0) }), let first = lines.first else { return text }
        guard end > 0 else { return text }
        return text[first.startIndex..<lines[end - 1].endIndex]
    }

    private static func starts(at index: Int, in lines: [Substring]) -> Bool {
        let line = lines[index].prefix(400)
        if let marker = AmazonMarker.lines(of: String(line)).first, marker.isQuotation { return true }
        if isAttribution(line) { return true }
        // The introduction may be broken into two lines.
        if index + 1 < lines.count, beginsAttribution(line), isAttribution(line + " " + lines[index + 1].prefix(400)) {
            return true
        }
        guard senderNames.contains(where: { line.hasPrefix($0) }) else { return false }
        return lines[(index + 1)...].prefix(3).contains { next in dateNames.contains { next.hasPrefix($0) } }
    }

    /// `On 3 Aug 2026, X wrote:` in the languages of the marketplaces: a verb of writing, a number, a colon at the end.
    private static func isAttribution(_ line: some StringProtocol) -> Bool {
        let line = line.trimmed
        guard line.last == ":", line.contains(where: \.isASCIIDigit) else { return false }
        return beginsAttribution(line) && writes.contains { line.range(ofASCII: $0) != nil || line.contains($0) }
    }

    private static func beginsAttribution(_ line: some StringProtocol) -> Bool {
        let first = line.trimmed.prefix { $0.isLetter }
        return introductions.contains(String(first))
    }

    private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy(\.isWhitespace) }

    private static let introductions: Set<String> = [
        "Am", "On", "Le", "Op", "W", "Dnia", "Il", "El", "Em", "A", "Den", "Dne",
    ]
    private static let writes = [
        "schrieb", "wrote", "a écrit", "schreef", "napisał", "ha scritto", "escribió", "escreveu", "skrev", "napsal",
    ]
    private static let senderNames = ["Von: ", "From: ", "De: ", "De : ", "Van: ", "Od: ", "Da: "]
    private static let dateNames = [
        "Datum:", "Gesendet:", "Date:", "Sent:", "Envoyé", "Date :", "Verzonden:", "Data:", "Wysłano:", "Inviato:",
        "Fecha:",
        "Enviado:",
    ]
}

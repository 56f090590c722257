/// A line behind which a signature may begin.
enum SignatureDelimiter {
    /// `-- `, which means nothing else (RFC 3676 §4.3).
    case standard
    /// `--` or a lone em dash: also found in texts.
    case dashes
    /// A longer rule; only letterhead behind it makes it a delimiter.
    case rule

    /// No signature is longer, in lines that are not empty.
    static let tallest = 40

    init?(_ line: String) {
        switch line {
        case "-- ": self = .standard
        case "--", "—", "–": self = .dashes
        case "__": self = .rule
        default:
            guard Separator.isRule(line) else { return nil }
            self = .rule
        }
    }

    /// Whether the text ends here. `rest` is all behind, without empty lines.
    func cuts(_ rest: [String], height: Int) -> Bool {
        let letterheads = rest.count { ContactData.isLetterhead($0) }
        let hasDisclaimer = Disclaimer.isDisclaimer(rest.joined(separator: " "))
        switch self {
        case .standard:
            return rest.count <= height || (rest.count <= Self.tallest && (letterheads > 0 || hasDisclaimer))
        case .dashes:
            guard rest.count <= height else { return false }
            return letterheads > 0 || hasDisclaimer || !rest.contains { words(of: $0).count >= 10 }
        case .rule:
            guard rest.count <= height, letterheads * 3 >= rest.count, letterheads > 0 else { return false }
            let first = rest.first ?? ""
            return words(of: first).count < 8 || ContactData.isLetterhead(first) || hasDisclaimer
        }
    }
}

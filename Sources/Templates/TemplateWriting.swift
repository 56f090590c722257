public import Domain

/// How amounts and days are written for a buyer.
public struct TemplateWriting: Sendable {
    /// The language without its region, in lower case; empty if unknown.
    private let language: String

    /// - Parameter language: BCP 47
    public init(language: String?) {
        self.language = String((language ?? "").lowercased().prefix { $0.isLetter })
    }

    /// `12,50 EUR`; with a point where English is read, or where nobody knows.
    public func written(_ money: Money) -> String {
        let usesPoint = language.isEmpty || language == "en"
        return usesPoint
            ? money.description : "\(money.decimal.replacing(".", with: ",")) \(money.currency)"
    }

    /// `29.11.2026`, `29/11/2026`, `29-11-2026`; ISO 8601 where English is read, or where nobody knows.
    public func written(_ day: CivilDate) -> String {
        let parts = day.description.split(separator: "-").map(String.init)
        guard parts.count == 3 else { return day.description }
        let mark: String? =
            switch language {
            case "de", "pl", "cs", "sk", "ro", "bg", "da", "nb", "no", "fi", "hr", "sl", "at": "."
            case "fr", "it", "es", "pt", "el": "/"
            case "nl": "-"
            default: nil
            }
        return mark.map { [parts[2], parts[1], parts[0]].joined(separator: $0) } ?? day.description
    }
}

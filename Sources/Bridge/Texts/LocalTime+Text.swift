import Domain
import Routing

extension LocalTime {
    /// Day, clock and zone in the order and with the marks of the language: `24.11.2026 16:00 CET`.
    func text(in language: AgentLanguage) -> String {
        let day = twoDigits(date.day)
        let month = twoDigits(date.month)
        let written =
            switch language {
            case .de, .pl: "\(day).\(month).\(date.year)"
            case .en: "\(date.year)-\(month)-\(day)"
            case .nl: "\(day)-\(month)-\(date.year)"
            case .fr: "\(day)/\(month)/\(date.year)"
            }
        let letters = offset.abbreviation
        let zone = letters.first?.isLetter ?? false ? letters : "UTC\(offset.isoText)"
        return "\(written) \(clock) \(zone)"
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

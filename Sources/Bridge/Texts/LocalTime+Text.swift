import Domain
import Routing

extension LocalTime {
    /// Weekday, day, clock and zone in the order and with the marks of the language: `Di 24.11.2026 16:00 CET`.
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
        return "\(shortWeekday(in: language)) \(written) \(clock) \(zone)"
    }

    private func shortWeekday(in language: AgentLanguage) -> String {
        let names =
            switch language {
            case .de: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]
            case .en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            case .nl: ["ma", "di", "wo", "do", "vr", "za", "zo"]
            case .fr: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]
            case .pl: ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."]
            }
        return names[date.weekday - 1]
    }

    private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

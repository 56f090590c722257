import Domain

extension Walk {
    func retention(_ table: TableReader) -> RetentionSettings {
        let settings = RetentionSettings(
            buyers: table.read("buyers", .kept, default: nil),
            mails: table.read("mails", .kept, default: .seconds(14 * 86_400)),
            quarantine: table.read("quarantine", .kept, default: .seconds(30 * 86_400)),
            journal: table.read("journal", .kept, default: .seconds(730 * 86_400)))
        table.finish()
        return settings
    }
}

extension ValueKind where Value == Duration? {
    /// A day to a hundred years.
    static var kept: Self { .durationOrOff(.seconds(86_400) ... .seconds(36_525 * 86_400)) }
}

extension ConnectorKind {
    /// The longest time that the marketplace's own rules allow; nil = they name none.
    var longestRetention: Duration? {
        switch self {
        // Data Protection Policy of the Selling Partner API: personal data no longer than 30 days after the order is done.
        case .amazon: .seconds(30 * 86_400)
        default: nil
        }
    }
}

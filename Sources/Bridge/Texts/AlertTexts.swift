/// What the bridge says to its administrator, in one language. Values as in ``AgentTexts``.
struct AlertTexts: LanguageTexts {
    /// Subject of a mail about more than one matter.
    var several: String

    // For each matter its name, and what it means with the way out.
    var quarantined: String
    var quarantinedText: String
    var refused: String
    var refusedText: String
    var stalled: String
    var stalledText: String
    var clock: String
    var clockText: String
    var disk: String
    var diskText: String
    var holidays: String
    var holidaysText: String
    var expiring: String
    var expiringText: String
    var expiredText: String

    var again: String
}

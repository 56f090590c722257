import Domain

/// What the bridge says about an answer that it does not send unasked, in one language.
struct HoldTexts: LanguageTexts {
    /// Above the line in question; `{line}` is its number.
    var place: String
    /// The same where the line has no number.
    var excerpt: String
    /// Above what was cut away.
    var leftOut: String
    /// In a reminder; `{name}` is the agent.
    var stillHeld: String
    /// The same for whoever is in charge.
    var escalation: String
    var escalationSubject: String
    var causes: [HoldCause: String]

    /// `Reason: the same text was given a few minutes ago`
    static func why(_ cause: HoldCause, _ language: AgentLanguage) -> String {
        "\(AgentTexts.of(language).reason): \(of(language).causes[cause] ?? cause.rawValue)"
    }
}

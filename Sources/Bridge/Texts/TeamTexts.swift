import Domain

/// What the bridge says to the team about time, in one language. Values as in ``AgentTexts``.
struct TeamTexts: LanguageTexts {
    // One ticket
    var due: String
    var overdue: String
    var answerHere: String

    // Several
    var dueList: String
    var ticket: String
    var left: String
    var late: String
    var owner: String
    var nobody: String

    var forecast: String
    /// The subject where nothing of it falls due.
    var forecastNothingDue: String
    var forecastIntroduction: String
    /// How many more will press.
    var forecastPressing: String

    var digest: String
    var digestOverdue: String
    var digestToday: String
    var digestOpen: String
    var digestProblems: String

    var alarm: String
    var alarmTake: String
    var alarmAgain: String
    /// What alarms are about.
    var kinds: [NotificationKind: String]

    var silence: String
    /// A sentence for each marketplace: when its last mail came,
    var silenceLast: String
    /// or that none ever came, and since when buyers have asked there.
    var silenceNever: String
    var silenceAdvice: String

    func name(of kind: NotificationKind) -> String { kinds[kind] ?? kind.rawValue }
}

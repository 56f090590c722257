import Domain
import Replies

/// What the bridge says to agents about commands, in one language. Values as in ``AgentTexts``.
struct CommandTexts: LanguageTexts {
    var conflict: String
    var text: String
    /// Before what was not sent.
    var yourText: String
    var known: String
    var unknownRecipient: String
    var assigned: String
    var unknownAgent: String
    var snoozed: String
    var snoozedShorter: String
    var badSnooze: String
    /// Reminds of what was put aside.
    var wakes: String
    var state: String
    var owner: String
    var waiting: String
    var nobodyWaits: String
    /// An entry of the outbox.
    var onItsWay: String
    var noOrder: String
    var portalOnly: String
    var helpIntroduction: String
    var unknownTemplate: String
    var templateLanguage: String
    var templateMissing: String
    /// In the receipt of an interim answer.
    var cannedRuns: String
    /// Heads the links at the end of a ticket mail.
    var offers: String
    /// After an answer with a command to close.
    var closesAfter: String
    /// What stands behind a command, or what it does, for the list of all.
    var usage: [CommandName: String]
    /// Names a command in front of its link.
    var labels: [CommandName: String]
}

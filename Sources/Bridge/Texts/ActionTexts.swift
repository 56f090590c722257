import Domain
import Marketplaces

/// What the bridge says to agents about actions beside answers, in one language. Values as in ``AgentTexts``.
struct ActionTexts: LanguageTexts {
    /// What an action is called, for the subject of a report and the start of a sentence.
    var names: [Capabilities.Action: String]
    var doneSubject: String
    var done: String
    var notDoneSubject: String
    var notDone: String
    /// What to do after ``notDone``.
    var whatNow: String
    var pending: String
    var uncertain: String
    /// Where software has no door.
    var portalOnly: String
    /// The ticket changed here, the marketplace does not know.
    var onlyHere: String
    var unknownReason: String
    var reasons: String
    var unknownLine: String
    var lines: String
    var needsFile: String
    var badAmount: String
    /// A refund or cancellation that takes what this one would, or leaves open what is left.
    var earlier: String
    var noOrder: String
    var allOfOrder: String
    var needsText: String
    /// Only the marketplace can end the wait.
    var stillCounts: String
    /// What to send once the portal was told.
    var endedThere: String
    /// The same was asked for a few minutes ago.
    var again: String
    /// Why a conversation was not closed.
    var newQuestion: String
}

import Domain

/// What the bridge says to agents about money, in one language. Values as in ``AgentTexts``.
struct MoneyTexts: LanguageTexts {
    var confirm: String
    /// Followed by the line to send.
    var answerWith: String
    var willNeedApproval: String
    /// The same was done already.
    var doneBefore: String
    /// To those who may approve.
    var approve: String
    var needsCode: String
    var nothingWaits: String
    var wrongCode: String
    var noMoreTries: String
    var expired: String
    /// The order is not what was asked about.
    var changed: String
    var askAgain: String
    var notAsker: String
    var ownApproval: String
    var notApprover: String
    /// Why it is not even asked.
    var refusals: [MoneyPolicy.Refusal: String]
}

public import Domain

extension ContentPolicy {
    /// What holds at every marketplace: in doubt the agent is asked; what can only be a slip is refused.
    public static let common: ContentPolicy = {
        var policy = ContentPolicy()
        policy.actions = [
            .link: .hold, .address: .hold, .phone: .hold, .bank: .refuse, .placeholder: .refuse, .otherOrder: .hold,
            .otherBuyer: .refuse, .hidden: .hold, .markup: .hold, .words: .hold,
        ]
        policy.allowedHosts = CarrierHosts.all
        return policy
    }()

    /// The rules that a kind of marketplace publishes, and what its sellers are punished for.
    public static func preset(_ kind: ConnectorKind) -> ContentPolicy {
        var policy = common
        switch kind {
        case .amazon: policy.setAmazon()
        case .bol: policy.setBol()
        case .ebay, .kaufland:
            // No links at all: not to carriers, not to the marketplace.
            policy[.link] = .refuse
            policy.allowedHosts = []
            policy.allowsOwnHosts = false
        case .mirakl:
            // Over all conversations of the order, Mirakl MMP messages (M12).
            policy.filesPerOrder = 50
            policy[.orderFiles] = .refuse
        case .allegro, .octopia, .backmarket: break
        }
        return policy
    }

    /// Communication guidelines: only what completes the order. Links to carriers and to Amazon itself are allowed.
    private mutating func setAmazon() {
        for rule in [RuleName.link, .address, .marker] { self[rule] = .refuse }
        let warned: [RuleName] = [
            .reviews, .marketing, .elsewhere, .cancel, .sensitive, .decoration, .largeFiles, .late,
        ]
        for rule in warned { self[rule] = .warn }
        // The Messaging API wants the buyer's language; answers go by mail, where nothing is said of it.
        self[.language] = .hold
        comparesLanguageOfAnswers = false
        advisedFileBytes = 6_000_000
        openingWindow = .seconds(30 * 86_400)
    }

    /// The policy on unwanted communication, and answers in the language of the question.
    private mutating func setBol() {
        for rule in [RuleName.language, .reviews, .invoice, .tracking] { self[rule] = .hold }
        for rule in [RuleName.marketing, .elsewhere, .salutation, .tone, .late] { self[rule] = .warn }
        answerWindow = .seconds(92 * 86_400)
    }
}

/// The rules of one marketplace account: what follows from which find, and what is allowed in spite of a rule.
public struct ContentPolicy: Sendable, Hashable {
    /// A rule that is not listed is off.
    public var actions: [RuleName: RuleAction] = [:]
    /// Hosts that links may lead to, with all below them: `dhl.de` allows `www.dhl.de`.
    public var allowedHosts: [String] = []
    /// Whether links to the marketplace's own domains are allowed.
    public var allowsOwnHosts = true
    /// What ``RuleName/words`` looks for, in any case; `*` at the end stands for any ending.
    public var words: [String] = []
    /// Whether ``RuleName/language`` looks at answers too, not only at texts that begin a conversation.
    public var comparesLanguageOfAnswers = true
    /// For ``RuleName/largeFiles``, in bytes.
    public var advisedFileBytes: Int?
    /// For ``RuleName/orderFiles``.
    public var filesPerOrder: Int?
    /// For ``RuleName/late``: how old a conversation may be.
    public var answerWindow: Duration?
    /// The same for the order that a new conversation is about.
    public var openingWindow: Duration?

    /// No rules at all.
    public init() {}

    public subscript(rule: RuleName) -> RuleAction {
        get { actions[rule] ?? .off }
        set { actions[rule] = newValue == .off ? nil : newValue }
    }

    /// The same for a text that the marketplace's own staff reads: there only slips count.
    public var forOperator: ContentPolicy {
        let slips: Set<RuleName> = [.placeholder, .otherBuyer, .words]
        var policy = self
        policy.actions = actions.filter { slips.contains($0.key) }
        return policy
    }

    /// Whether a link to this host may stand in a text.
    func allows(host: some StringProtocol) -> Bool {
        let host = host.lowercased()
        return allowedHosts.contains { allowed in
            let allowed = allowed.lowercased()
            return host == allowed || host.hasSuffix("." + allowed)
        }
    }
}

/// What a marketplace can do for an agent, and through which door.
public struct Capabilities: Sendable {
    /// How an action reaches the marketplace.
    public enum Transport: String, Sendable {
        case api
        /// By mail to the buyer's relay alias on the marketplace.
        case relayMail = "relay-mail"
        /// No door for software: the agent gets the link to the portal.
        case portalLink = "portal-link"
    }

    /// What an agent may ask for.
    public enum Action: String, Sendable, CaseIterable {
        case reply, openConversation = "open-conversation", close, reopen
        case noReplyNeeded = "no-reply-needed"
        case escalate, refund, cancel
        case resolveIncident = "resolve-incident"
        case uploadInvoice = "upload-invoice"
    }

    /// What one answer may hold. `nil` = the marketplace states no limit.
    public struct Limits: Sendable {
        public var minimumCharacters: Int
        /// Unicode scalars, not bytes.
        public var maximumCharacters: Int?
        public var maximumFiles: Int?
        public var maximumFileBytes: Int?
        public var maximumTotalBytes: Int?
        /// Media types that are accepted; nil = all.
        public var fileTypes: Set<String>?
        /// Why no files are taken at all, and what to do instead; only where ``maximumFiles`` is 0.
        public var noFiles: String?

        public init(
            minimumCharacters: Int = 1, maximumCharacters: Int? = nil, maximumFiles: Int? = nil,
            maximumFileBytes: Int? = nil, maximumTotalBytes: Int? = nil, fileTypes: Set<String>? = nil,
            noFiles: String? = nil
        ) {
            self.minimumCharacters = minimumCharacters
            self.maximumCharacters = maximumCharacters
            self.maximumFiles = maximumFiles
            self.maximumFileBytes = maximumFileBytes
            self.maximumTotalBytes = maximumTotalBytes
            self.fileTypes = fileTypes
            self.noFiles = noFiles
        }
    }

    /// Actions without an entry are not possible at all.
    public var actions: [Action: Transport]
    public var limits: Limits
    /// Whether conversations can be read by API: notifications are then only the wake-up call.
    public var readsThreads: Bool
    /// Whether a post can be found again after an unclear answer; without it a person has to look.
    public var readsBack: Bool
    /// Whether orders can be looked up.
    public var readsOrders: Bool
    /// Whether an answer can go to the buyer, to the operator or to both (``Post/Recipients``). Elsewhere the buyer always
    /// reads it, so a wish for another reader has to be refused.
    public var choosesRecipients: Bool
    /// The shortest pause between two looks at the list of conversations that the marketplace allows; nil = it has no
    /// list, or none that tells what changed.
    public var sweep: Duration?

    public init(
        actions: [Action: Transport], limits: Limits, readsThreads: Bool, readsBack: Bool, readsOrders: Bool,
        choosesRecipients: Bool = false, sweep: Duration? = nil
    ) {
        self.actions = actions
        self.limits = limits
        self.readsThreads = readsThreads
        self.readsBack = readsBack
        self.readsOrders = readsOrders
        self.choosesRecipients = choosesRecipients
        self.sweep = sweep
    }
}

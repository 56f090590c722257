public import Domain

/// One thing that an agent asks of a marketplace beside an answer.
public struct ActionRequest: Sendable, Hashable {
    public enum Task: Sendable, Hashable {
        case close, reopen
        case noReplyNeeded
        /// Asks the marketplace's service for help; `text` is for its staff, not for the buyer.
        case escalate(text: String)
        /// Says that a claim or incident is settled, with one of ``Connector/reasons(for:)``.
        case resolveIncident(reason: String?)
        /// No lines = all that can be refunded.
        case refund([Refund], reason: String?)
        /// `lines` are ``OrderContext/Line/ids``; none = the whole order.
        case cancel(lines: [String], reason: String?)
        case uploadInvoice(Attachment)
    }

    /// Money back for one line of an order.
    public struct Refund: Sendable, Hashable {
        /// One of ``OrderContext/Line/ids``.
        public var line: String
        /// Nil = all of the line's price that was not refunded yet.
        public var amount: Money?
        /// Pieces that come back, where the marketplace counts them.
        public var quantity: Int?
        /// All of the line is meant, and the agent named no amount: ``amount`` says what that was worked out to be. Where a
        /// marketplace cannot tell what all of a line is, it asks for an amount, as if there was none.
        public var isWhole: Bool

        public init(line: String, amount: Money? = nil, quantity: Int? = nil, isWhole: Bool = false) {
            self.line = line
            self.amount = amount
            self.quantity = quantity
            self.isWhole = isWhole
        }
    }

    public var task: Task
    public var thread: ThreadID?
    public var order: OrderNumber?
    /// When the bridge first committed to it.
    public var intendedAt: Timestamp
    /// Stable over all attempts.
    public var key: String

    public init(task: Task, thread: ThreadID?, order: OrderNumber?, intendedAt: Timestamp, key: String) {
        self.task = task
        self.thread = thread
        self.order = order
        self.intendedAt = intendedAt
        self.key = key
    }

    public var action: Capabilities.Action { task.action }
}

extension ActionRequest.Task {
    public var action: Capabilities.Action {
        switch self {
        case .close: .close
        case .reopen: .reopen
        case .noReplyNeeded: .noReplyNeeded
        case .escalate: .escalate
        case .resolveIncident: .resolveIncident
        case .refund: .refund
        case .cancel: .cancel
        case .uploadInvoice: .uploadInvoice
        }
    }

    /// Whether doing it twice costs money: never repeated without a person's word.
    public var movesMoney: Bool {
        switch self {
        case .refund, .cancel: true
        default: false
        }
    }
}

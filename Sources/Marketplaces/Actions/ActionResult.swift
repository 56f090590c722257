/// How one attempt at an ``ActionRequest`` ended.
public enum ActionResult: Sendable {
    /// The marketplace has done it. `note` is for the agent, in the marketplace's words: a number, an amount.
    case done(note: String?)
    /// The marketplace took it and works on it: ``Connector/outcome(of:handle:)`` tells the end. `handle` is the
    /// marketplace's name for the work.
    case pending(handle: String)
    /// Not as it is, or not here; `reason` is fit for the agent and for logs: without mail addresses.
    case refused(reason: String)
    /// It certainly did not arrive; trying again is safe.
    case notSent(ConnectorError)
    /// Nobody knows: ask ``Connector/outcome(of:handle:)`` before anything else.
    case uncertain(reason: String)

    /// What a failed write means for an action; nil for ``PostResult/accepted(id:at:)``.
    init?(_ result: PostResult) {
        switch result {
        case .accepted: return nil
        case .refused(let reason): self = .refused(reason: reason)
        case .notSent(let error): self = .notSent(error)
        case .uncertain(let reason): self = .uncertain(reason: reason)
        }
    }
}

/// What became of an action that was pending or unclear.
public enum ActionOutcome: Sendable, Hashable {
    case done(note: String?)
    case failed(reason: String)
    case pending
    /// The marketplace shows no trace of it.
    case absent
    /// This marketplace cannot be asked; a person has to look.
    case impossible
}

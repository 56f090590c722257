/// One key of one section of the configuration that is being set up.
public struct SetUpKey: Sendable, Hashable, CustomStringConvertible {
    public enum Section: Sendable, Hashable {
        case bridge, mailbox, submission
        /// Counted from 0.
        case marketplace(Int)
        /// Counted from 0.
        case agent(Int)
    }

    public var section: Section
    /// As in the configuration, but for `host`, which becomes `url`.
    public var name: String

    public init(_ section: Section, _ name: String) {
        self.section = section
        self.name = name
    }

    /// `mailbox.host`, `marketplace 2: api_key`
    public var description: String {
        switch section {
        case .bridge: "bridge.\(name)"
        case .mailbox: "mailbox.\(name)"
        case .submission: "submission.\(name)"
        case .marketplace(let index): "marketplace \(index + 1): \(name)"
        case .agent(let index): "agent \(index + 1): \(name)"
        }
    }
}

/// Why an answer cannot be taken, with the cure. Never holds the value of a secret.
public struct SetUpMistake: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String

    init(_ description: String) { self.description = description }
}

/// What follows from a find, gravest first. The raw values are words of the configuration.
public enum RuleAction: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Nothing is posted, and no `ok` changes that: the agent gets the text back with the portal's link.
    case refuse
    /// The agent is asked; `ok` posts the text as it is.
    case hold
    /// The answer is posted; the receipt says what was found.
    case warn
    /// Not looked for.
    case off

    private var gravity: Int {
        switch self {
        case .refuse: 3
        case .hold: 2
        case .warn: 1
        case .off: 0
        }
    }

    public static func < (left: RuleAction, right: RuleAction) -> Bool { left.gravity < right.gravity }
}

/// One of the reasons that a marketplace takes for an action.
public struct Reason: Sendable, Hashable {
    /// What the API wants: `18`, `OUT_OF_STOCK`.
    public var code: String
    /// For people; the code itself where the marketplace has no words for it.
    public var label: String

    public init(code: String, label: String) {
        self.code = code
        self.label = label
    }
}

/// Why the sandbox could not do what its user asked.
public struct SandboxError: Error, CustomStringConvertible {
    public enum Kind: Sendable {
        case portTaken, unknownConversation, badMessage, mailNotDelivered
    }

    public var kind: Kind
    public var detail: String

    public init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    public var description: String { detail }
}

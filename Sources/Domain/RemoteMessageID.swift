/// The marketplace's own name of one message; unique within one marketplace.
public struct RemoteMessageID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { self.init(value) }

    public var description: String { text }
}

/// The marketplace's own name of a conversation: a Mirakl thread UUID, a Kaufland ticket number, an Amazon case id.
public struct ThreadID: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { self.init(value) }

    public var description: String { text }
}

/// An order number as the marketplace shows it to people. Opaque text: case, dashes and leading zeros matter.
public struct OrderNumber: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { self.init(value) }

    public var description: String { text }
}

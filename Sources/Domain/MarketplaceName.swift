/// The configured name of one seller account at one operator, for example `conrad` or `kaufland-de`.
public struct MarketplaceName: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral value: String) { self.init(value) }

    public var description: String { text }
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

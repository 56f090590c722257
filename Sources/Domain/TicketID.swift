/// The number of a ticket in the store, counted from 1.
public struct TicketID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let number: Int64

    public init(_ number: Int64) { self.number = number }

    public var description: String { String(number) }
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

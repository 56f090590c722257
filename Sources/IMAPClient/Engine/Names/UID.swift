/// The unique identifier of a message within one folder and one ``UIDValidity`` (RFC 9051 §2.3.1.1).
///
/// Never 0 from a conforming server; 32 bits without sign.
public struct UID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let number: UInt32

    public init(_ number: UInt32) { self.number = number }

    public static let first = UID(1)
    public static let last = UID(.max)

    /// The next higher identifier; the highest one stays what it is.
    public var successor: UID { number == .max ? self : UID(number + 1) }

    public var description: String { String(number) }
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

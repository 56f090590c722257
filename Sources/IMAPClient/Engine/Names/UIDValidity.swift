/// The epoch of a folder's UIDs: when it changes, every UID remembered for the folder is void (RFC 9051 §2.3.1.1).
///
/// Small values are real (Exchange counts from 1), and so is `UInt32.max`.
public struct UIDValidity: Hashable, Sendable, CustomStringConvertible {
    public let number: UInt32

    public init(_ number: UInt32) { self.number = number }

    public var description: String { String(number) }
}

/// Why the bytes of a time zone file could not be used.
public struct TimeZoneError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// No TZif file at all.
        case notTZif = "not a TZif file"
        /// The file ends before its own counts say so.
        case truncated = "the file is cut off"
        /// Counts or indices that contradict each other.
        case inconsistent = "the file contradicts itself"
        /// The POSIX rule behind the tables cannot be read.
        case badFooter = "the rule for the future cannot be read"
    }

    public let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    public var description: String { kind.rawValue }
}

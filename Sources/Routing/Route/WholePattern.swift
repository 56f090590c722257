public import Patterns

/// A regular expression that a number of the marketplace must match as a whole, in linear time (ADR 11).
///
/// Texts longer than any marketplace's numbers never match.
public struct WholePattern: Sendable, Hashable, CustomStringConvertible {
    /// As written.
    public let text: String
    private let whole: Pattern
    private static let longestNumber = 64

    public init(_ text: String) throws(PatternMistake) {
        // By itself first, so that a mistake is told at its own place.
        _ = try Pattern(text)
        whole = try Pattern("\\A(?:\(text))\\z")
        self.text = text
    }

    public func matches(_ number: String) -> Bool {
        number.utf8.count <= Self.longestNumber && whole.matches(number)
    }

    public var description: String { text }
}

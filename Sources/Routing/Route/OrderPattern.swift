public import Domain

/// A regular expression that an order number must match as a whole.
///
/// The admin writes it, so it is trusted to be reasonable; numbers longer than any marketplace's never match, which
/// bounds the work.
public struct OrderPattern: Sendable, Hashable, CustomStringConvertible {
    public let text: String
    private static let longestOrder = 64

    /// Throws ``Invalid`` with the reason if the text is no regular expression.
    public init(_ text: String) throws(Invalid) {
        do {
            _ = try Regex(text)
        } catch {
            throw Invalid(reason: "\(error)")
        }
        self.text = text
    }

    public struct Invalid: Error, Sendable {
        public let reason: String
    }

    public func matches(_ order: OrderNumber) -> Bool {
        // Compiled for each question: a compiled expression is not Sendable, and mails come one at a time.
        guard order.text.utf8.count <= Self.longestOrder, let regex = try? Regex(text) else { return false }
        return order.text.wholeMatch(of: regex) != nil
    }

    public var description: String { text }
}

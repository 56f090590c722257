/// Why nobody knows whether a post arrived, in front of the words of ``PostResult/uncertain(reason:)``.
public enum DoubtCode: String, Sendable, Hashable, CaseIterable {
    /// The marketplace said that it took it, and does not show it (yet). Sent again, it would stand there twice.
    case taken

    /// `words` as a reason of this code.
    public func with(_ words: String) -> String { leads(words) ? words : "\(rawValue): \(words)" }

    public func leads(_ reason: String) -> Bool { reason.hasPrefix("\(rawValue): ") }
}

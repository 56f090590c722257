/// A domain name as its labels, in lower case. Names are compared label by label from the right, never as strings: a
/// known name in front of a foreign one, or within a longer label, is a foreign name.
struct DomainName: Hashable, Sendable, CustomStringConvertible {
    let labels: [String]

    /// Nil where a label is empty. A dot at the end is dropped.
    init?(_ text: some StringProtocol) {
        let text = text.last == "." ? text.dropLast() : text[...]
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.labels = labels
    }

    /// Equal to `other`, or a sub-domain of it.
    func isWithin(_ other: DomainName) -> Bool {
        labels.count >= other.labels.count && labels.suffix(other.labels.count) == other.labels[...]
    }

    func isWithin(_ others: some Sequence<DomainName>) -> Bool { others.contains { isWithin($0) } }

    var description: String { labels.joined(separator: ".") }
}

/// Where a ``Pattern`` was found, and what its named groups took.
public struct PatternMatch: Sendable, Hashable {
    /// Byte offsets.
    public let range: Range<Int>
    /// Of each named group that took part, in the order of the pattern. A name may stand in several alternatives.
    public let groups: [Group]

    public struct Group: Sendable, Hashable {
        public let name: String
        public let range: Range<Int>
        public let text: String
    }

    /// What the first group of that name took; nil if none took part.
    public subscript(name: String) -> String? { groups.first { $0.name == name }?.text }

    /// - Parameter slots: begin and end of the whole match and of each named group; -1 = did not take part.
    init?(_ slots: [Int], names: [String], in text: PatternText) {
        guard slots.count == 2 + 2 * names.count, slots[0] >= 0, slots[1] >= slots[0] else { return nil }
        range = slots[0]..<slots[1]
        var groups: [Group] = []
        for (index, name) in names.enumerated() {
            let (start, end) = (slots[2 + 2 * index], slots[3 + 2 * index])
            if start >= 0, end >= start {
                groups.append(Group(name: name, range: start..<end, text: text[start..<end]))
            }
        }
        self.groups = groups
    }
}

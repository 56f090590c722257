extension PatternNode {
    /// The longest run of ASCII characters, in lower case, that each match holds in some case; empty if there is none.
    ///
    /// A text that does not hold them, itself in lower case, needs no search. Recursive over the tree, whose depth the parser
    /// bounds.
    var required: [UInt8] {
        var longest: [UInt8] = []
        var run: [UInt8] = []
        func keep(_ other: [UInt8]) { if other.count > longest.count { longest = other } }
        for item in flattened {
            if let byte = item.onlyByte {
                run.append(byte)
                continue
            }
            if case .assertion = item { continue }
            keep(run)
            run = []
            if case .repetition(let inner, let least, _, _) = item, least > 0 { keep(inner.required) }
        }
        keep(run)
        return longest
    }

    /// What stands one after the other, groups opened.
    private var flattened: [PatternNode] {
        switch self {
        case .sequence(let items): items.flatMap(\.flattened)
        case .capture(_, let inner): inner.flattened
        default: [self]
        }
    }

    /// The character in lower case, if it can be no other than that one in some case.
    private var onlyByte: UInt8? {
        switch self {
        case .scalar(let value): Self.lowered(value)
        case .set(let set):
            set.members.flatMap { members in
                let lowered = Set(members.map(Self.lowered))
                return lowered.count == 1 ? lowered.first ?? nil : nil
            }
        default: nil
        }
    }

    private static func lowered(_ value: UInt32) -> UInt8? {
        guard let byte = UInt8(exactly: value), byte < 0x80 else { return nil }
        return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

extension ScalarSet {
    /// All that were written, if they are few and nothing but they, in any case, are in the set.
    fileprivate var members: [UInt32]? {
        guard !isNegated, classes.isEmpty, ranges.count <= 4, ranges.allSatisfy({ $0.count == 1 }) else { return nil }
        return ranges.map(\.lowerBound)
    }
}

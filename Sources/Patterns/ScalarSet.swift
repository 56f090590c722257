/// A set of Unicode scalars: single ones, ranges, and the classes that `\d`, `\w` and `\s` name.
struct ScalarSet: Sendable, Hashable {
    enum Class: Sendable, Hashable {
        case digit, word, space

        func contains(_ value: UInt32) -> Bool {
            switch self {
            case .digit: (0x30...0x39).contains(value)
            case .space: ScalarSet.isSpace(value)
            case .word: ScalarSet.isWord(value)
            }
        }
    }

    struct Member: Sendable, Hashable {
        var name: Class
        var isNegated: Bool
    }

    var ranges: [ClosedRange<UInt32>] = []
    var classes: [Member] = []
    var isNegated = false
    var ignoresCase = false
    /// The answers for ASCII, one bit each; see ``settled()``.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init() {}

    init(_ name: Class, isNegated: Bool) { classes = [Member(name: name, isNegated: isNegated)] }

    /// With the answers for ASCII worked out; to be called once all members are there.
    func settled() -> ScalarSet {
        var set = self
        for value in 0..<UInt32(128) where isMember(value) {
            if value < 64 { set.low |= 1 << UInt64(value) } else { set.high |= 1 << UInt64(value - 64) }
        }
        return set
    }

    func contains(_ value: UInt32) -> Bool {
        if value < 64 { return low >> UInt64(value) & 1 == 1 }
        if value < 128 { return high >> UInt64(value - 64) & 1 == 1 }
        return isMember(value)
    }

    /// Whether scalars outside ASCII may be in it. The Kelvin sign, for one, is a form of `k`.
    var mayHoldMore: Bool { isNegated || ignoresCase || !classes.isEmpty || ranges.contains { $0.upperBound > 127 } }

    private func isMember(_ value: UInt32) -> Bool {
        var isInside = isListed(value)
        if !isInside, ignoresCase { isInside = Self.caseVariants(of: value).contains { isListed($0) } }
        return isInside != isNegated
    }

    private func isListed(_ value: UInt32) -> Bool {
        ranges.contains { $0.contains(value) } || classes.contains { $0.name.contains(value) != $0.isNegated }
    }

    // MARK: - Facts about scalars

    /// The same letter in the other case, where that is one scalar.
    static func caseVariants(of value: UInt32) -> [UInt32] {
        if value < 128 {
            let isLetter = (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value)
            return isLetter ? [value ^ 0x20] : []
        }
        guard let properties = Unicode.Scalar(value)?.properties else { return [] }
        return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { text in
            guard let only = text.unicodeScalars.first, text.unicodeScalars.count == 1, only.value != value else {
                return nil
            }
            return only.value
        }
    }

    static func isWord(_ value: UInt32) -> Bool {
        if value < 128 {
            return (0x61...0x7A).contains(value) || (0x41...0x5A).contains(value) || (0x30...0x39).contains(value)
                || value == 0x5F
        }
        guard let properties = Unicode.Scalar(value)?.properties else { return false }
        if properties.isAlphabetic { return true }
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: return true
        default: return false
        }
    }

    static func isSpace(_ value: UInt32) -> Bool {
        if value < 128 { return value == 0x20 || (0x09...0x0D).contains(value) }
        return Unicode.Scalar(value)?.properties.isWhitespace ?? false
    }

    static func isLineEnd(_ value: UInt32) -> Bool {
        (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029
    }
}

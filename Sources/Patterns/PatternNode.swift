/// A pattern as a tree.
indirect enum PatternNode: Sendable {
    case scalar(UInt32)
    case set(ScalarSet)
    /// Any scalar but a line end.
    case any
    case assertion(PatternAssertion)
    case sequence([PatternNode])
    /// The earlier ones are preferred.
    case alternatives([PatternNode])
    /// - `most`: nil = without end
    case repetition(PatternNode, least: Int, most: Int?, isLazy: Bool)
    /// Index into the parser's names.
    case capture(Int, PatternNode)
}

/// What has to hold between two scalars.
enum PatternAssertion: Sendable, Hashable {
    case lineStart, lineEnd, textStart, textEnd, wordBoundary, noWordBoundary

    func holds(before: UInt32?, after: UInt32?) -> Bool {
        switch self {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before.map(ScalarSet.isLineEnd) ?? true
        case .lineEnd: after.map(ScalarSet.isLineEnd) ?? true
        case .wordBoundary: Self.isBoundary(before, after)
        case .noWordBoundary: !Self.isBoundary(before, after)
        }
    }

    private static func isBoundary(_ before: UInt32?, _ after: UInt32?) -> Bool {
        (before.map(ScalarSet.isWord) ?? false) != (after.map(ScalarSet.isWord) ?? false)
    }
}

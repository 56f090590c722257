/// Why a text is no ``Pattern``.
public struct PatternMistake: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and the cure where one is known.
    public let reason: String
    /// Unicode scalars in front of the place.
    public let offset: Int

    init(_ reason: String, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// `the group is not closed (character 4)`
    public var description: String { "\(reason) (character \(offset + 1))" }
}

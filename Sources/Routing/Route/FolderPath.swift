/// A mail folder by the names of its levels, whatever the server's separator is.
public struct FolderPath: Sendable, Hashable, CustomStringConvertible {
    /// Outermost first; never empty.
    public let levels: [String]

    /// Reads levels separated by `/`. Nil if a level is empty or holds a control character.
    public init?(_ text: String) {
        let levels = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard levels.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.value > 0x1F && $0.value != 0x7F } })
        else { return nil }
        self.levels = levels
    }

    private init(levels: [String]) { self.levels = levels }

    /// Names that are known to be right.
    package init(names first: String, _ others: String...) { levels = [first] + others }

    /// This folder's sub-folder `path`.
    public func appending(_ path: FolderPath) -> FolderPath { FolderPath(levels: levels + path.levels) }

    /// With `/` between the levels.
    public var description: String { levels.joined(separator: "/") }
}

/// A system flag (`\Seen`) or keyword (`$mb_sent`) of a message (RFC 9051 §2.3.2). Compares without case.
public struct Flag: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    private let folded: String

    /// Nil unless `name` is an atom, with or without one leading backslash, of printable ASCII.
    public init?(_ name: String) {
        let bytes = name.utf8.first == UInt8(ascii: "\\") ? name.utf8.dropFirst() : name.utf8[...]
        guard !bytes.isEmpty, bytes.allSatisfy(ASCII.isAtom) else { return nil }
        self.init(trusted: name)
    }

    /// For names known to be well formed and for whatever a server calls a flag, which is kept and never sent back.
    init(trusted name: String) {
        self.name = name
        folded = ASCII.uppercased(name)
    }

    public static let seen = Flag(trusted: "\\Seen")
    public static let answered = Flag(trusted: "\\Answered")
    public static let flagged = Flag(trusted: "\\Flagged")
    public static let deleted = Flag(trusted: "\\Deleted")
    public static let draft = Flag(trusted: "\\Draft")

    /// A keyword may be refused by folders that do not let clients create new ones; a system flag is always defined.
    public var isKeyword: Bool { name.utf8.first != UInt8(ascii: "\\") }

    public var description: String { name }
    public static func == (left: Self, right: Self) -> Bool { left.folded == right.folded }
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}

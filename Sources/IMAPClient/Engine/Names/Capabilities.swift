/// What a server says it can do (RFC 9051 §7.2.2). Names compare without case.
public struct Capabilities: Hashable, Sendable, CustomStringConvertible {
    /// In the server's order, in upper case, without repetitions.
    public let names: [String]
    private let set: Set<String>

    public init(_ names: some Sequence<String>) {
        var seen: Set<String> = []
        self.names = names.map(ASCII.uppercased).filter { seen.insert($0).inserted }
        set = seen
    }

    public init() { self.init([]) }

    public func contains(_ name: String) -> Bool { set.contains(ASCII.uppercased(name)) }

    /// The numbers, words or mechanisms behind `NAME=`, in the server's order.
    public func values(of name: String) -> [Substring] {
        let prefix = ASCII.uppercased(name) + "="
        return names.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
    }

    /// The largest mail that APPEND takes in any folder, in octets (RFC 7889 §3), if the server says one number for all.
    public var appendLimit: UInt64? { values(of: "APPENDLIMIT").first.flatMap { UInt64($0) } }

    /// How a literal may be sent without waiting for the server (RFC 7888; IMAP4rev2 includes `LITERAL-`).
    public var literals: LiteralSupport {
        if contains("LITERAL+") { return .nonSynchronising(upTo: nil) }
        if contains("LITERAL-") || contains("IMAP4REV2") { return .nonSynchronising(upTo: 4096) }
        return .synchronising
    }

    public var description: String { names.joined(separator: " ") }
}

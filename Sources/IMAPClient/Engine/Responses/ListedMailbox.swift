/// One line of LIST, LSUB or XLIST (RFC 9051 §7.3.1).
public struct ListedMailbox: Sendable, Equatable {
    public enum Kind: String, Sendable { case list = "LIST", subscribed = "LSUB", extended = "XLIST" }

    public let kind: Kind
    public let name: MailboxName
    /// The hierarchy separator; nil in a flat name space.
    public let separator: UInt8?
    /// With their backslash, as sent.
    public let attributes: [String]
    /// Names of extended data items behind the name (RFC 5258), upper case.
    public let extendedItems: [String]

    /// False for a mere level of the hierarchy (RFC 5258 §3).
    public var isSelectable: Bool { !has("\\NOSELECT") && !has("\\NONEXISTENT") }

    /// The role by the server's own word.
    public var role: SpecialUse? {
        if let role = attributes.lazy.compactMap({ SpecialUse(attribute: $0) }).first { return role }
        return name == .inbox ? .inbox : nil
    }

    /// The role by the server's word, or else by the folder's name.
    public var likelyRole: SpecialUse? {
        role ?? SpecialUse(conventionalName: String(decoding: lastLevel, as: UTF8.self))
    }

    private var lastLevel: [UInt8] {
        guard let separator, let index = name.bytes.lastIndex(of: separator) else { return Array(name.text.utf8) }
        return Array(MailboxName(wire: Array(name.bytes[(index + 1)...])).text.utf8)
    }

    private func has(_ attribute: String) -> Bool { attributes.contains { ASCII.uppercased($0) == attribute } }
}

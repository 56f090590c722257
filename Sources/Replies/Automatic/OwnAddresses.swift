public import Domain

/// What is the bridge's own in mails that arrive. Without any of it, the commands that read no configuration fall back
/// on what a mail shows by itself.
public struct OwnAddresses: Sendable, Hashable {
    /// Addresses to which agents answer, without sub-address.
    public var replyAddresses: [EmailAddress]
    /// Addresses from which agents write. In the smallest installation the reply address is one of them.
    public var agentAddresses: [EmailAddress]
    /// Domains of own Message-IDs, in lower case.
    public var domains: Set<String>
    /// List-Ids of groups through which ticket mails are sent to the seller's own people.
    public var internalLists: Set<String>

    public init(
        replyAddresses: [EmailAddress] = [], agentAddresses: [EmailAddress] = [], domains: Set<String> = [],
        internalLists: Set<String> = []
    ) {
        self.replyAddresses = replyAddresses.map(\.withoutDetail)
        self.agentAddresses = agentAddresses
        self.domains = domains.union(replyAddresses.map { String($0.domain) })
        self.internalLists = internalLists
    }

    var isUnknown: Bool { replyAddresses.isEmpty }

    func isTicketAddress(_ address: EmailAddress) -> Bool {
        guard replyAddresses.contains(address.withoutDetail) else { return false }
        return address.detail != nil || !agentAddresses.contains(address)
    }

    /// A Message-ID as the bridge makes it: `mb-…@` one of the own domains; any domain while none is known.
    func isOwnMessageID(_ id: String) -> Bool {
        guard id.lowercased().hasPrefix("mb-"), let at = id.lastIndex(of: "@") else { return false }
        return domains.isEmpty || domains.contains(id[id.index(after: at)...].lowercased())
    }
}

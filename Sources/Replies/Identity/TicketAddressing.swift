public import Domain
public import MIME

/// Where a ticket's token stands in the mails that the bridge writes, and how it is read from what comes back.
///
/// Three places, because each is lost somewhere: servers without sub-addressing drop the address, clients that start
/// a new mail drop the ids. Only the bridge's own addresses and domains count.
public struct TicketAddressing: Sendable, Hashable {
    /// The address that agents answer to, without sub-address.
    public let replyAddress: EmailAddress
    /// Domains of the bridge's own Message-IDs, in lower case; the reply address's own is always among them.
    public let domains: Set<String>

    public init(replyAddress: EmailAddress, domains: Set<String> = []) {
        self.replyAddress = replyAddress.withoutDetail
        self.domains = domains.union([String(replyAddress.domain)])
    }

    /// `replies+TOKEN@domain`
    public func address(of token: TicketToken) -> EmailAddress { replyAddress.withDetail(token.text) }

    /// The Message-ID, without angle brackets, of the ticket's mail number `number`: `mb-TOKEN.N@domain`.
    public func messageID(of token: TicketToken, number: Int) -> String {
        "mb-\(token.text).\(number)@\(replyAddress.domain)"
    }

    /// The token in an address of the reply mailbox: `replies+TOKEN@domain`.
    public func token(inAddress address: String) -> TicketToken? {
        guard let address = EmailAddress(address), address.withoutDetail == replyAddress, let detail = address.detail
        else { return nil }
        return TicketToken(detail)
    }

    /// The token in a Message-ID of the bridge: `mb-TOKEN.N@domain` or `mb-TOKEN@domain`.
    public func token(inMessageID id: String) -> TicketToken? {
        guard let at = id.lastIndex(of: "@"), domains.contains(id[id.index(after: at)...].lowercased()) else {
            return nil
        }
        let local = id[..<at].lowercased()
        guard local.hasPrefix("mb-") else { return nil }
        let pieces = local.dropFirst(3).split(separator: ".", omittingEmptySubsequences: false)
        guard let first = pieces.first, pieces.count <= 2 else { return nil }
        if pieces.count == 2, pieces[1].isEmpty || !pieces[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return nil
        }
        return TicketToken(first)
    }

    /// Which ticket the mail names: To, Cc, Delivered-To, X-Original-To, In-Reply-To and References, and only if none
    /// of these does, a whole token in the subject as `[mb:TOKEN]`, the last one: a buyer's words may stand before it.
    ///
    /// - Parameter fields: those that count
    public func evidence(in message: Message, fields: ProvenFields = .all) -> TokenEvidence {
        let receivers = [
            ("to", message.to), ("cc", message.cc), ("delivered-to", message.deliveredTo),
            ("x-original-to", message.originalTo),
        ]
        var tokens: [TicketToken] = []
        for (name, list) in receivers where fields.contains(name, of: message) {
            for mailbox in list.mailboxes {
                if let token = token(inAddress: mailbox.address), !tokens.contains(token) { tokens.append(token) }
            }
        }
        for (name, ids) in [("in-reply-to", message.inReplyTo), ("references", message.references)]
        where fields.contains(name, of: message) {
            for id in ids {
                if let token = token(inMessageID: id), !tokens.contains(token) { tokens.append(token) }
            }
        }
        if tokens.isEmpty, fields.contains("subject", of: message), let subject = message.subject,
            let token = Self.token(inSubject: subject)
        {
            tokens = [token]
        }
        return TokenEvidence(tokens)
    }

    private static func token(inSubject subject: String) -> TicketToken? {
        let tokens = subject.split(separator: "[").dropFirst().compactMap { piece -> TicketToken? in
            let word = piece.prefix { $0 != "]" }
            guard word.count < piece.count, word.lowercased().hasPrefix("mb:") else { return nil }
            return TicketToken(word.dropFirst(3))
        }
        return tokens.last
    }
}

/// The tickets that a mail names.
public enum TokenEvidence: Sendable, Hashable {
    case none
    case one(TicketToken)
    /// Several tickets: nothing is posted, the agent is asked.
    case conflict([TicketToken])

    init(_ tokens: [TicketToken]) {
        switch tokens.count {
        case 0: self = .none
        case 1: self = .one(tokens[0])
        default: self = .conflict(tokens)
        }
    }
}

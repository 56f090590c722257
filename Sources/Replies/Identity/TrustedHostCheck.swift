public import MIME

/// Whether the name that is believed is the one that the receiving host writes, as far as mails that came in can tell.
public struct TrustedHostCheck: Sendable, Hashable {
    /// Hosts of the topmost Authentication-Results fields, each once, as written; empty if no mail has one.
    public private(set) var seen: [String] = []
    /// At least one of the mails is believed.
    public private(set) var isConfirmed = false

    /// - Parameter host: the configured authserv-id
    public init(_ messages: [Message], host: String) {
        for message in messages {
            guard let top = message.header.first("authentication-results")?.authenticationResults?.host else {
                continue
            }
            if !seen.contains(top) { seen.append(top) }
            if message.authenticationResults(trusting: host) != nil { isConfirmed = true }
        }
    }

    /// Mails have such fields, and none of them counts.
    public var isContradicted: Bool { !seen.isEmpty && !isConfirmed }
}

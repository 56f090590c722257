/// Why a marketplace does not take an answer, in a fixed vocabulary: agents read of it in their own language, and the names
/// stand in queue and journal, in front of the marketplace's words.
public enum RefusalCode: String, Sendable, Hashable, CaseIterable {
    case unknownOrder = "unknown-order"
    /// It existed once, or is another seller's.
    case unknownConversation = "unknown-conversation"
    case noConversation = "no-conversation"
    /// Which one is meant is not known.
    case severalConversations = "several-conversations"
    case conversationFull = "conversation-full"
    case tooManyFiles = "too-many-files"
    /// Of text or files.
    case limits = "over-the-limits"
    /// Somebody who should read it takes no part.
    case readerMissing = "reader-missing"
    /// Sellers begin no conversation there, or not this one.
    case cannotBegin = "cannot-begin"
    /// Taken, and then kept from the buyer.
    case notDelivered = "not-delivered"
    case noRelayAddress = "no-relay-address"
    /// By the mail server on the way to a relay.
    case mailRefused = "mail-refused"
    /// It takes this answer in its portal alone.
    case portalOnly = "portal-only"
    /// In words of its own.
    case marketplace = "refused"

    /// `words` as a reason of this code.
    func with(_ words: String) -> String { "\(rawValue): \(words)" }
}

/// A reason as it stands in the outbox: what it is, and the words behind it.
public struct PostFault: Sendable, Hashable {
    public enum Code: Sendable, Hashable {
        case refused(RefusalCode)
        /// It could not be asked.
        case failed(ConnectorError.Kind)

        public var name: String {
            switch self {
            case .refused(let code): code.rawValue
            case .failed(let kind): kind.rawValue
            }
        }
    }

    public var code: Code
    /// For whoever looks into it, in English or as the marketplace put it.
    public var words: String

    /// Any words without a known code in front are the marketplace's own.
    public init(_ reason: String) {
        let parts = reason.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        if parts.count == 2, let code = RefusalCode(rawValue: name) {
            self.code = .refused(code)
        } else if parts.count == 2, let kind = ConnectorError.Kind(rawValue: name) {
            code = .failed(kind)
        } else {
            code = .refused(.marketplace)
            words = reason
            return
        }
        words = String(parts[1].drop { $0 == " " })
    }
}

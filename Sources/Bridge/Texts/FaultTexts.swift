import Domain
import Marketplaces

/// Why a marketplace did not take something, and what helps, in one language. `{marketplace}` and `{words}` stand for values,
/// as in ``AgentTexts``.
struct FaultTexts: LanguageTexts {
    /// What an agent can do about it.
    enum Cure: Sendable, Hashable, CaseIterable {
        /// Write something else.
        case otherText
        /// Use the portal: from here it cannot be done.
        case portal
        /// Answer a mail of the conversation that is meant.
        case conversation
        /// Only the administrator can help.
        case admin
        /// It may work later.
        case later
    }

    var refusals: [RefusalCode: String]
    var failures: [ConnectorError.Kind: String]
    var cures: [Cure: String]
    /// The marketplace's own words.
    var said: String
    /// What the bridge knows beside, in English.
    var details: String
    /// The time is nearly over, and the marketplace cannot be reached.
    var deadlineNear: String

    func cause(_ fault: PostFault) -> String {
        switch fault.code {
        case .refused(let code): refusals[code] ?? code.rawValue
        case .failed(let kind): failures[kind] ?? kind.rawValue
        }
    }

    func cure(_ fault: PostFault) -> String { cures[fault.cure] ?? "" }

    /// `It does not know this conversation (any more). [unknown-conversation]`, and the words behind it.
    func lines(_ fault: PostFault, reason: String, marketplace: String) -> [String] {
        let values = ["marketplace": marketplace, "words": fault.words]
        let cause = AgentTexts.fill(cause(fault), values)
        let isTheirs = fault.code == .refused(.marketplace) || fault.code == .refused(.mailRefused)
        let words = fault.words.isEmpty ? [] : [AgentTexts.fill(isTheirs ? said : details, values)]
        return ["\(reason): \(cause) [\(fault.code.name)]"] + words
    }
}

extension PostFault {
    var cure: FaultTexts.Cure {
        switch code {
        case .refused(.limits), .refused(.tooManyFiles), .refused(.notDelivered), .refused(.marketplace): .otherText
        case .refused(.severalConversations), .refused(.noConversation): .conversation
        case .refused(.mailRefused), .failed(.credentials), .failed(.forbidden): .admin
        case .failed(.rateLimited), .failed(.unavailable): .later
        case .refused, .failed: .portal
        }
    }
}

import Replies

/// Why the bridge asks instead of sending, in the words that agents are told.
enum HoldCause: String, Sendable, CaseIterable {
    // How the mail was read: the extraction's own reasons.
    case empty
    case onlyGreeting = "only-greeting"
    case onlySignature = "only-signature"
    case sameAsSent = "same-as-sent"
    case interleaved
    case textAboveAndBelow = "text-above-and-below"
    case textAfterHistory = "text-after-history"
    case quotedNewText = "quoted-new-text"
    case editedQuote = "edited-quote"
    case unclearHistory = "unclear-history"
    case weakEvidence = "weak-evidence"
    case textInSignature = "text-in-signature"
    case bridgeText = "bridge-text"
    case internalText = "internal-text"
    case partsDisagree = "parts-disagree"
    case tooLarge = "too-large"
    case tooLong = "too-long"
    case unusualLength = "unusual-length"
    case unknownCommand = "unknown-command"
    case unclearNote = "unclear-note"
    /// A line below the first ones is a command.
    case commandBelow = "command-below"
    /// `ok` with a code, which no buyer shall read.
    case confirmationCode = "confirmation-code"
    case attachedMessage = "attached-message"
    case packedFiles = "packed-files"

    // What else happens in the ticket.
    /// `ok` to nothing that was asked.
    case notSure = "not-sure"
    /// Something in the text that the marketplace does not want, or that looks like a slip.
    case contentRules = "content-rules"
    case sameText = "same-text"
    case answeredMeanwhile = "answered-meanwhile"
    case answeredElsewhere = "answered-elsewhere"
    case otherReplyInFlight = "other-reply-in-flight"
    /// The store was restored from a backup, and the mail is older than that.
    case restoredStore = "restored-store"
    /// An action that moves money waits for the agent's word.
    case confirmAction = "confirm-action"
}

extension HoldCause {
    init(_ reason: HoldReason) { self = HoldCause(rawValue: reason.rawValue) ?? .weakEvidence }

    /// What only greets, repeats us or consents to nothing is no text that could be sent.
    var hasNoText: Bool { [.empty, .onlyGreeting, .onlySignature, .sameAsSent].contains(self) }

    /// No `ok` sends it: only another text will do.
    var isFinal: Bool { self == .bridgeText || self == .internalText }
}

import Replies

/// Why the bridge asks instead of sending, in the words that agents are told. The extraction's own reasons map to these.
enum HoldCause: String, Sendable, CaseIterable {
    case empty
    case interleaved
    case notSure = "not-sure"
    case containsOurText = "contains-our-text"
    /// Something in the text that the marketplace does not want, or that looks like a slip.
    case contentRules = "content-rules"
    case sameText = "same-text"
    case answeredMeanwhile = "answered-meanwhile"
    case answeredElsewhere = "answered-elsewhere"
    case otherReplyInFlight = "other-reply-in-flight"
    case tooLong = "too-long"
    /// A line below the first ones is a command.
    case commandBelow = "command-below"
    /// `ok` with a code, which no buyer shall read.
    case confirmationCode = "confirmation-code"
    /// An action that moves money waits for the agent's word.
    case confirmAction = "confirm-action"
}

extension HoldCause {
    /// The extraction's reasons, as far as they differ for the agent.
    init(_ reason: HoldReason) {
        self =
            switch reason {
            case .empty, .onlyGreeting, .onlySignature, .sameAsSent: .empty
            case .interleaved, .quotedNewText: .interleaved
            case .bridgeText, .internalText: .containsOurText
            case .commandBelow: .commandBelow
            case .confirmationCode: .confirmationCode
            case .tooLarge, .tooLong, .unusualLength: .tooLong
            case .textAboveAndBelow, .textAfterHistory, .editedQuote, .unclearHistory, .weakEvidence,
                .textInSignature, .partsDisagree, .unknownCommand, .unclearNote, .attachedMessage:
                .notSure
            }
    }
}

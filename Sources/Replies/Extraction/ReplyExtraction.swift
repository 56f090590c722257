/// What the bridge takes from a reply.
public struct ReplyExtraction: Sendable, Hashable {
    /// Stored with each result; changes whenever the rules do.
    public static let version = "replies/1"

    public enum Decision: Sendable, Hashable {
        /// ``ReplyExtraction/text`` may go to the marketplace.
        case relay
        /// Nothing is posted; the agent is asked. ``ReplyExtraction/text`` is what would be posted.
        case hold(HoldReason)
        /// There is nothing to post.
        case ignore(IgnoreReason)
    }

    /// How the start of the history was found, strongest evidence first. Raw values are stable.
    public enum Method: String, Sendable, CaseIterable {
        /// Own marks or a client's elements in the HTML.
        case htmlID = "html-id"
        /// The token of the marker line.
        case marker
        /// Lines that the bridge had sent.
        case sentText = "sent-diff"
        case attribution
        case headerBlock = "header-block"
        case separator
        /// Only `>` in front of lines.
        case quoteMarks = "quote-marks"
        /// The mail quotes nothing.
        case none
    }

    public var decision: Decision
    public var method: Method
    /// LF lines, NFC, without trailing blanks, at most two empty lines running. For the buyer.
    public var text: String
    /// The agent says `ok` or `okay` and nothing else, apart from greeting, closing formula, name and signature. Holds
    /// whatever the decision is: the text alone may look like a mere greeting, or be gone with the letterhead.
    public var isConsent = false
    /// The code behind the `ok`, in capitals without hyphens; nil if there is none.
    public var consentCode: String?
    public var commands: [ReplyCommand]
    /// What stands behind `#note`: for the team only, never posted.
    public var note: String?
    /// Parts of the message, by index, that go out with the text. Never a mail, and nothing that the bridge wrote.
    public var attachments: [Int]
    /// Where the history begins in the normalised body, in UTF-8 bytes; nil if there is none.
    public var cutOffset: Int?
    /// What was cut, in the order of the mail.
    public var removed: String
    /// The same without what the bridge had sent, of which `[…]` is left: what the agent may miss in the text.
    public var foreign = ""
    /// The line that a hold is about, where it can be told.
    public var place: Place?
    /// The history was found by its form alone, although it is known what was sent.
    public var isFormOnly = false
    /// How the agent's own lines end, signature included.
    public var ending = MailTail(digests: [])

    /// A line of the reply.
    public struct Place: Sendable, Hashable {
        /// Of the mail's plain text, from 1; nil where there is none, or only the text for the buyer has the line.
        public var line: Int?
        /// Its first words, at most ``longest`` characters.
        public var excerpt: String

        public static let longest = 80

        init?(_ text: String, line: Int? = nil) {
            let shown = text.trimmingBlanks()
            guard !shown.isEmpty else { return nil }
            self.line = line
            excerpt = shown.count > Self.longest ? shown.prefix(Self.longest - 1) + "…" : shown
        }
    }

    init(decision: Decision, method: Method = .none, text: String = "", removed: String = "") {
        self.decision = decision
        self.method = method
        self.text = text
        commands = []
        note = nil
        attachments = []
        cutOffset = nil
        self.removed = removed
    }

    /// The reason of a hold or of ignoring, by its stable name; nil for relay.
    public var reason: String? {
        switch decision {
        case .relay: nil
        case .hold(let reason): reason.rawValue
        case .ignore(let reason): reason.name
        }
    }
}

/// Why a reply is not relayed without asking. Raw values are stable: logs, notices and the manual name them.
public enum HoldReason: String, Sendable, Hashable, CaseIterable {
    case empty
    case onlyGreeting = "only-greeting"
    case onlySignature = "only-signature"
    /// All of it is text that we sent.
    case sameAsSent = "same-as-sent"
    /// Answers stand between quoted lines.
    case interleaved
    case textAboveAndBelow = "text-above-and-below"
    case textAfterHistory = "text-after-history"
    /// The agent wrote inside the quote.
    case quotedNewText = "quoted-new-text"
    /// A line of ours was changed.
    case editedQuote = "edited-quote"
    /// Text of unknown origin between the start of the history and our own text.
    case unclearHistory = "unclear-history"
    /// History was recognised by its form only, although we know what we sent.
    case weakEvidence = "weak-evidence"
    /// A sentence or postscript between name and letterhead.
    case textInSignature = "text-in-signature"
    /// Marker, ticket address, bridge link or a line of the head would go out. A fault of this extractor.
    case bridgeText = "bridge-text"
    /// Words of the internal part would go out.
    case internalText = "internal-text"
    /// Text part and HTML part say different things.
    case partsDisagree = "parts-disagree"
    /// The body is larger than the extractor reads.
    case tooLarge = "too-large"
    /// More than the marketplace takes.
    case tooLong = "too-long"
    /// More than three times the agent's usual length.
    case unusualLength = "unusual-length"
    case unknownCommand = "unknown-command"
    /// It cannot be told whether what follows `#note …` is note or answer.
    case unclearNote = "unclear-note"
    /// A line below the first ones is a command.
    case commandBelow = "command-below"
    /// `ok` with the code of a question, which no buyer shall read.
    case confirmationCode = "confirmation-code"
    /// A mail that the bridge did not write is attached. Mails never go out as files, so it is not among
    /// ``ReplyExtraction/attachments``.
    case attachedMessage = "attached-message"
    /// Files lie in a winmail.dat; they are not among ``ReplyExtraction/attachments``.
    case packedFiles = "packed-files"
}

/// Why there is nothing to relay.
public enum IgnoreReason: Sendable, Hashable {
    /// Only commands, perhaps a note; they are carried out.
    case commandsOnly
    /// Not written by a human for this ticket.
    case automatic(MailClassification)

    public var name: String {
        switch self {
        case .commandsOnly: "commands-only"
        case .automatic(let found): found.mailClass.rawValue
        }
    }
}

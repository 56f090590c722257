import Domain

/// What the bridge says to agents, in one language. `{name}` stands for a value; ``fill(_:_:)`` puts it in.
struct AgentTexts: LanguageTexts {
    // Ticket mails
    var buyer: String
    var us: String
    var via: String
    var wrote: String
    var operatorWrote: String
    var noticeFrom: String
    var subjectMessage: String
    var emptyText: String
    var order: String
    var orderedOn: String
    var state: String
    var total: String
    var shipment: String
    var answerBy: String
    var portal: String
    var noReplyLink: String
    var earlier: String
    var notAttached: String

    // Receipts and failures
    var receiptSubject: String
    var receipt: String
    var relayReceipt: String
    var remoteID: String
    /// In front of the text as the marketplace stores it.
    var storedText: String
    /// In front of the text that was sent, where nobody can read it back.
    var sentText: String
    var altered: String
    var sentPlace: String
    var storedPlace: String
    var failureSubject: String
    var failure: String
    var reason: String
    var whatNow: String
    var whatNowPortal: String
    var whatNowAgain: String
    var yourText: String
    var delayedSubject: String
    var delayed: String
    var bounced: String

    /// In a receipt.
    var clockStopped: String
    var clockRuns: String

    // Questions
    var questionSubject: String
    var question: String
    var wouldSend: String
    var nothingToSend: String
    var okOrNew: String
    var uncertain: String
    var shadow: String
    var stranger: String
    /// A reply came through a list that is not the seller's own.
    var listed: String
    /// The only one who could answer is away.
    var absent: String
    /// Programs seem to answer each other.
    var flooded: String
    var unknownCommand: String
    var unavailableCommand: String
    var closed: String
    var noted: String
    var nothingToUndo: String
    var undone: String
    /// What was tried before is not tried again, and may stand there all the same.
    var undoneInDoubt: String

    /// `template` with each `{name}` replaced by its value. Values are not looked into again.
    static func fill(_ template: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

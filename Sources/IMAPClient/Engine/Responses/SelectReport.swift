/// Gathers what a server says while it opens a folder.
struct SelectReport {
    private(set) var uidNext: UID?
    private var uidValidity: UIDValidity?
    private var exists: UInt32 = 0
    private var permanentFlags: [Flag]?
    private var allowsNewKeywords = false
    private var hasStickyUIDs = true
    private var highestModSequence: UInt64?

    mutating func receive(_ response: Response) {
        switch response {
        case .data(.exists(let count)): exists = count
        case .status(let line): receive(line.code)
        default: break
        }
    }

    private mutating func receive(_ code: ResponseCode?) {
        switch code {
        // Behind this the data are of the new folder (RFC 7162 §3.2.11).
        case .word("CLOSED", _): self = SelectReport()
        case .uidValidity(let value): uidValidity = value
        case .uidNext(let value): uidNext = value
        case .permanentFlags(let flags, let newKeywords): (permanentFlags, allowsNewKeywords) = (flags, newKeywords)
        case .highestModSequence(let value): highestModSequence = value
        case .word("UIDNOTSTICKY", _): hasStickyUIDs = false
        default: break
        }
    }

    /// - Parameter highest: The highest UID there is, where the server did not tell the next one.
    func mailbox(_ name: MailboxName, answer: StatusLine, readOnly: Bool, highest: UID?) -> SelectedMailbox {
        SelectedMailbox(
            name: name,
            // A server without UIDVALIDITY has no lasting UIDs (RFC 9051 §6.3.2).
            uidValidity: uidValidity ?? UIDValidity(0), uidNext: uidNext ?? highest?.successor ?? .first,
            tellsNext: uidNext != nil, exists: exists, permanentFlags: permanentFlags,
            allowsNewKeywords: allowsNewKeywords,
            isReadOnly: readOnly || answer.code?.name == "READ-ONLY",
            hasStickyUIDs: hasStickyUIDs && uidValidity != nil, highestModSequence: highestModSequence)
    }
}

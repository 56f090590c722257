import MIME

/// A command that the agent wrote as the subject of a mail: `#close`. A reply's own subject begins with `Re:` and the ticket's
/// name in brackets, whatever the buyer wrote in it, so nothing quoted is ever read.
struct SubjectCommand {
    /// As a line of text.
    let line: String

    init?(_ message: Message) {
        guard let subject = message.subject, subject.utf8.count <= Self.longest else { return nil }
        // Where the address cannot carry it, the agent copies the ticket's token into the subject.
        let pieces = subject.split(separator: "[", omittingEmptySubsequences: false)
        let shown = pieces.enumerated().map { index, piece in
            guard index > 0 else { return String(piece) }
            guard piece.lowercased().hasPrefix("mb:"), let end = piece.firstIndex(of: "]") else { return "[\(piece)" }
            return String(piece[piece.index(after: end)...])
        }.joined()
        let line = normalise(shown).trimmingBlanks()
        guard ReplyCommand(line, number: 0) != nil else { return nil }
        self.line = line
    }

    /// In bytes.
    private static let longest = 1000
}

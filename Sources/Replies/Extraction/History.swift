/// A reply with each line assigned.
struct History {
    enum Kind: Sendable {
        case blank
        /// Before the history, or there is none: the agent's.
        case new
        case history
        /// Behind the whole history.
        case after
        /// Unquoted text between lines of the history.
        case inserted
        /// Quoted text that nobody had sent: the agent wrote into the quote.
        case quotedNew
        /// A line of ours that somebody changed.
        case edited
        /// Between what looks like the start of the history and its certain start.
        case unclear
    }

    let lines: [Line]
    let kinds: [Kind]
    /// First line of the history; the number of lines if there is none.
    var start: Int
    /// Token, own mark, client's own element or known text: not only a form that looks like a start.
    var isCertain = false
    /// It carries the bridge's own token, marks or text.
    var isOwn = false
    var method = ReplyExtraction.Method.none

    init(lines: [Line], kinds: [Kind]) {
        self.lines = lines
        self.kinds = kinds
        start = lines.count
    }

    var hasHistory: Bool { start < lines.count }

    func lines(_ wanted: Kind...) -> [Line] {
        lines.indices.filter { wanted.contains(kinds[$0]) }.map { lines[$0] }
    }

    func contains(_ kind: Kind) -> Bool { kinds.contains(kind) }

    /// The lines before the history, empty ones included.
    var above: [Line] { Array(lines[..<start]) }

    /// The lines behind the history, empty ones included.
    var below: [Line] {
        guard let first = kinds.firstIndex(of: .after) else { return [] }
        return lines.indices[first...].filter { kinds[$0] == .after || kinds[$0] == .blank }.map { lines[$0] }
    }

    /// Lines of the history that carry text.
    var height: Int { lines.indices.count { $0 >= start && kinds[$0] == .history } }
}

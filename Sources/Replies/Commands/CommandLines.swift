/// Separates the commands of a reply's new text from the text for the buyer.
struct CommandLines {
    private(set) var commands: [ReplyCommand] = []
    /// The rest, for the buyer.
    private(set) var text: [String] = []
    /// What stands behind a line `#note`; nil if there is none.
    private(set) var note: String?
    /// Behind `#note` with words on its own line stands a further paragraph: note or answer, nobody can tell.
    private(set) var noteIsUnclear = false
    /// A line of the text is a known command: it stands too low to be carried out, and is hardly meant for the buyer.
    private(set) var hasCommandBelow = false

    /// Commands stand in the first lines, one each: `#` and a letter. `#note` may stand anywhere.
    init(_ lines: [String]) {
        var isHead = true
        var noteLines: [String]?
        for (index, line) in lines.enumerated() {
            let command = ReplyCommand(line, number: index + 1)
            if noteLines != nil {
                noteLines?.append(line)
            } else if let command, isHead || command.name == .known(.note) {
                commands.append(command)
                if command.name == .known(.note) { noteLines = [command.arguments] }
            } else {
                if !line.allSatisfy(\.isWhitespace) { isHead = false }
                if !isHead { text.append(line) }
                if let command, Self.isClearlyACommand(command, line) { hasCommandBelow = true }
            }
        }
        if let noteLines {
            note = noteLines.joined(separator: "\n").trimmingBlanks()
            if noteLines[0].isEmpty { return }
            let rest = noteLines.dropFirst().drop { !$0.allSatisfy(\.isWhitespace) }
            noteIsUnclear = rest.contains { !$0.allSatisfy(\.isWhitespace) }
        }
    }

    /// `#a`, `#an`, `#do` inside a text are too short to be told from a slip.
    private static func isClearlyACommand(_ command: ReplyCommand, _ line: String) -> Bool {
        guard case .known = command.name else { return false }
        return line.drop(while: \.isWhitespace).dropFirst().prefix(while: \.isLetter).count > 2
    }
}

extension String {
    /// Without white space at both ends.
    func trimmingBlanks() -> String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last].drop(while: \.isWhitespace))
    }
}

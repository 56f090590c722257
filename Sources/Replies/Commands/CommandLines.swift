/// Separates the commands of a reply's new text from the text for the buyer.
struct CommandLines {
    private(set) var commands: [ReplyCommand] = []
    /// The rest, for the buyer.
    private(set) var text: [String] = []
    /// What stands behind a line `#note`; nil if there is none.
    private(set) var note: String?
    /// The paragraph behind `#note` with words on its own line: note or answer, nobody can tell.
    private(set) var unclearNote: String?
    /// A line of the text that is a known command: it stands too low to be carried out, and is hardly meant for the buyer.
    private(set) var commandBelow: String?
    /// A line of the text that is no command by a hair.
    private(set) var slip: String?

    /// Commands stand in the first lines, one each: `#` and a letter. `#note` may stand anywhere.
    ///
    /// - Parameter subject: the command that the agent wrote as subject
    init(_ lines: [String], subject: String? = nil) {
        var isHead = true
        var noteLines: [String]?
        if let command = subject.flatMap({ ReplyCommand($0, number: 0) }) {
            commands = [command]
            if command.name == .known(.note) { noteLines = [command.arguments] }
        }
        for (index, line) in lines.enumerated() {
            let command = ReplyCommand(line, number: index + 1)
            if noteLines != nil {
                noteLines?.append(line)
            } else if let command, isHead || command.name == .known(.note) {
                if !isRepeated(command) { commands.append(command) }
                if command.name == .known(.note) { noteLines = [command.arguments] }
            } else {
                if !line.allSatisfy(\.isWhitespace) { isHead = false }
                if !isHead { text.append(line) }
                guard CommandSlip.isIn(line) else { continue }
                if case .known = command?.name { commandBelow = commandBelow ?? line } else { slip = slip ?? line }
            }
        }
        if let noteLines {
            note = noteLines.joined(separator: "\n").trimmingBlanks()
            if noteLines[0].isEmpty { return }
            let rest = noteLines.dropFirst().drop { !$0.allSatisfy(\.isWhitespace) }
            unclearNote = rest.first { !$0.allSatisfy(\.isWhitespace) }
        }
    }

    /// The subject says it already.
    private func isRepeated(_ command: ReplyCommand) -> Bool {
        commands.first.map { $0.line == 0 && $0.name == command.name && $0.arguments == command.arguments } ?? false
    }
}

extension String {
    /// Without white space at both ends.
    func trimmingBlanks() -> String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last].drop(while: \.isWhitespace))
    }
}

/// Separates the commands of a reply's new text from the text for the buyer.
struct CommandLines {
    private(set) var commands: [ReplyCommand] = []
    /// The rest, for the buyer.
    private(set) var text: [String] = []
    /// What stands behind a line `#note`; nil if there is none.
    private(set) var note: String?
    /// Behind `#note` with words on its own line stands a further paragraph: note or answer, nobody can tell.
    private(set) var noteIsUnclear = false

    /// Commands stand in the first lines, one each: `#` and a letter. `#note` may stand anywhere.
    init(_ lines: [String]) {
        var isHead = true
        var noteLines: [String]?
        for (index, line) in lines.enumerated() {
            let command = Self.command(in: line, number: index + 1)
            if noteLines != nil {
                noteLines?.append(line)
            } else if let command, isHead || command.name == .known(.note) {
                commands.append(command)
                if command.name == .known(.note) { noteLines = [command.arguments] }
            } else {
                if !line.allSatisfy(\.isWhitespace) { isHead = false }
                if !isHead { text.append(line) }
            }
        }
        if let noteLines {
            note = noteLines.joined(separator: "\n").trimmingBlanks()
            if noteLines[0].isEmpty { return }
            let rest = noteLines.dropFirst().drop { !$0.allSatisfy(\.isWhitespace) }
            noteIsUnclear = rest.contains { !$0.allSatisfy(\.isWhitespace) }
        }
    }

    private static func command(in line: String, number: Int) -> ReplyCommand? {
        let line = line.drop(while: \.isWhitespace)
        guard line.first == "#", let first = line.dropFirst().first, first.isLetter else { return nil }
        let word = line.dropFirst().prefix { $0.isLetter || $0 == "-" }
        let rest = line.dropFirst(1 + word.count)
        // `#4711`, `#a1b2`: an order number or the like, not a command.
        if let next = rest.first, !next.isWhitespace, next != ":" { return nil }
        let arguments = String(rest.drop { $0 == ":" || $0.isWhitespace }).trimmingBlanks()
        let name: ReplyCommand.Name =
            CommandName(word: word).map { .known($0) }
            ?? .unknown(word: String(word), didYouMean: CommandName.nearest(to: word))
        return ReplyCommand(name: name, arguments: arguments, line: number)
    }
}

extension String {
    /// Without white space at both ends.
    func trimmingBlanks() -> String {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[...last].drop(while: \.isWhitespace))
    }
}

import ArgumentParser
import Configuration
import Glibc

/// What the person at the terminal sees and answers.
struct SetUpConsole {
    /// Whether there is a person to ask.
    let asks: Bool
    let isJSON: Bool
    private let terminal = Terminal()

    init(asks: Bool, isJSON: Bool) {
        self.asks = asks
        self.isJSON = isJSON
    }

    func greet() {
        guard asks else { return }
        say(
            """
            This sets mailbridge up. Enter takes what stands in [brackets]; Ctrl-C leaves, and nothing is written before the end.
            Have ready: the mailbox's password, a marketplace's key, the mail addresses of your agents.
            """)
    }

    /// Asks once.
    func ask(_ question: SetUpQuestion) throws -> String {
        if let hint = question.hint { say("\n\(hint)") }
        let text = question.text + shown(question)
        if question.isSecret {
            return try received(terminal.unseenLine { prompt(text) }, at: "\(question.key)")
        }
        prompt(text)
        return try received(terminal.line(), at: "\(question.key)")
    }

    /// An answer was wrong.
    func object(_ mistake: String) {
        if asks { say("  \(mistake)") } else { complain(mistake) }
    }

    /// One of some words, or the beginning of one.
    func choose(_ text: String, _ words: [String]) throws -> String {
        while true {
            prompt("\(text) (\(words.joined(separator: ", ")))")
            let answer = try received(terminal.line(), at: words.joined(separator: "/")).lowercased()
            if !answer.isEmpty, let word = words.first(where: { $0.hasPrefix(answer) }) { return word }
        }
    }

    func confirm(_ text: String) throws -> Bool { try choose(text, ["no", "yes"]) == "yes" }

    func tell(_ finding: DoctorFinding) {
        if isJSON {
            // An encoder of plain values does not fail.
            try? sayJSON(finding)
        } else {
            sayRow(finding.columns)
        }
    }

    func tell(_ file: SetUpFiles.Written) throws {
        if isJSON { try sayJSON(file) } else { sayRow(["written", file.path, file.owner, file.mode]) }
    }

    /// Tells that something takes a moment.
    var progress: @Sendable (String) -> Void {
        let asks = asks
        return { text in if asks { say(text) } }
    }

    private func shown(_ question: SetUpQuestion) -> String {
        switch question.suggestion {
        case nil: ""
        case .some("") where question.text.contains("Enter"): ""
        case .some(""): question.isAskedAlways ? " (Enter = none)" : " (Enter = leave out)"
        case .some(let text): " [\(text)]"
        }
    }

    private func prompt(_ text: String) { write("\(text): ", to: STDOUT_FILENO) }

    private func received(_ line: String?, at place: String) throws -> String {
        guard let line else {
            complain("no more answers at \(place); nothing was written")
            throw ExitStatus.badData
        }
        return line
    }
}

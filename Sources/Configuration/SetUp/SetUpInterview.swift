public import Domain

/// The set-up as a conversation: which question is next, and what the answers so far are. It reads and writes nothing.
public struct SetUpInterview: Sendable {
    public private(set) var answers = SetUpAnswers()
    /// What the mails of the mailbox begin their Authentication-Results fields with, once somebody has looked.
    public var seenAuthservID: String?
    private let language: AgentLanguage
    /// Answers of steps that are gone through again.
    private var earlier: [SetUpKey: String] = [:]
    private var repeated: Set<SetUpQuestion.Step> = []

    /// `language` stands in until another one is chosen.
    public init(language: AgentLanguage) { self.language = language }

    private var questions: [SetUpQuestion] {
        SetUpScript(answers: answers, language: language, seenAuthservID: seenAuthservID).questions
    }

    /// Every key that there is a question for, asked or not.
    public var knownKeys: [SetUpKey] { questions.map(\.key) }

    /// The next one without an answer; nil = nothing is left to ask. `given` names keys that somebody wants to set
    /// although nobody asks for them.
    public func question(given: Set<SetUpKey> = []) -> SetUpQuestion? {
        let next = questions.first { question in
            !answers.isAnswered(question.key)
                && (question.isAskedAlways || given.contains(question.key) || repeated.contains(question.step))
        }
        guard var next, let text = earlier[next.key], !next.isSecret else { return next }
        next.suggestion = text
        next.candidates = []
        return next
    }

    /// Answers a question; an empty text takes its suggestion.
    public mutating func answer(_ question: SetUpQuestion, _ text: String) throws(SetUpMistake) {
        let trimmed = question.isSecret ? text : Self.trimmed(text)
        let chosen = trimmed.isEmpty ? question.suggestion : trimmed
        guard let chosen else { throw SetUpMistake("there has to be an answer") }
        if chosen.isEmpty {
            answers.set(question.key, "")
        } else if question.isSecret {
            answers.set(question.key, Secret(try Self.checkedSecret(chosen)))
        } else {
            let value = try question.kind.checked(chosen)
            try refuseTwin(of: question.key, value)
            answers.set(question.key, value)
        }
    }

    /// Names and agents' addresses have to differ.
    private func refuseTwin(of key: SetUpKey, _ value: String) throws(SetUpMistake) {
        let section: (Int) -> SetUpKey.Section
        switch (key.section, key.name) {
        case (.marketplace, "name"): section = SetUpKey.Section.marketplace
        case (.agent, "name"), (.agent, "address"): section = SetUpKey.Section.agent
        default: return
        }
        for index in 0..<100 where section(index) != key.section {
            guard answers.isAnswered(SetUpKey(section(index), "name")) else { return }
            if answers[section(index), key.name]?.lowercased() == value.lowercased() {
                throw SetUpMistake("\"\(value)\" is taken already; each needs a \(key.name) of its own")
            }
        }
    }

    /// Goes on without an answer, to see what else is wrong.
    public mutating func skip(_ question: SetUpQuestion) { answers.set(question.key, "") }

    /// Asks a step's questions again, with the answers of last time as suggestions.
    public mutating func `repeat`(_ step: SetUpQuestion.Step) {
        for question in questions where question.step == step {
            earlier[question.key] = answers[question.key.section, question.key.name]
            answers.forget(question.key)
        }
        repeated.insert(step)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// What fits into a file of one line; the text itself is not repeated.
    private static func checkedSecret(_ text: String) throws(SetUpMistake) -> String {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            throw SetUpMistake("it holds a control character; paste it without line ends")
        }
        return text
    }
}

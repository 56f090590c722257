/// One thing that the set-up has to know.
public struct SetUpQuestion: Sendable {
    /// What belongs together: asked in one go, and tried before the next begins.
    public enum Step: Sendable, Hashable {
        case language, mailbox, proof, submission
        case marketplace(Int)
        case agents
    }

    public let step: Step
    public let key: SetUpKey
    /// One line, without colon.
    public let text: String
    /// What a person may have to know to answer it.
    public var hint: String?
    /// Taken where nothing is answered; empty = the key is left out. Nil = there has to be an answer.
    public var suggestion: String?
    /// Hosts of which the first that exists is the better suggestion.
    public var candidates: [String] = []
    /// Whether nobody may see the answer.
    public var isSecret = false
    /// Whether it is asked although nothing is wrong; otherwise it is there for who gives it unasked.
    public var isAskedAlways = true
    let kind: SetUpAnswerKind
    /// Whether it asks for a file of this machine.
    public var isFile: Bool { if case .path = kind { true } else { false } }

    init(_ step: Step, _ section: SetUpKey.Section, _ name: String, _ kind: SetUpAnswerKind, _ text: String) {
        self.step = step
        key = SetUpKey(section, name)
        self.kind = kind
        self.text = text
    }

    func suggesting(_ suggestion: String?) -> SetUpQuestion {
        var question = self
        question.suggestion = suggestion
        return question
    }

    func hinting(_ hint: String?) -> SetUpQuestion {
        var question = self
        question.hint = hint
        return question
    }

    /// Not asked as long as nothing is wrong.
    var onlyIfGiven: SetUpQuestion {
        var question = self
        question.isAskedAlways = false
        question.suggestion = question.suggestion ?? ""
        return question
    }

    var secret: SetUpQuestion {
        var question = self
        question.isSecret = true
        return question
    }
}

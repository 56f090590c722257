import Replies

/// What the commands of one reply ask for together. A value without I/O: either they fit together, or nothing is done.
struct CommandPlan: Sendable, Hashable {
    enum Conflict: Error, Sendable, Hashable {
        case unknown(word: String, suggestion: String?)
        /// These exclude each other; `nil` is the text for the buyer.
        case together([String?])
        case unknownRecipient(String)
    }

    /// Things that are done beside anything else.
    var assign: ReplyCommand?
    var snooze: ReplyCommand?
    /// What becomes of the answer.
    var template: ReplyCommand?
    var recipient: RecipientWord?
    /// The one thing that the reply is about, if it is not an answer.
    var main: ReplyCommand?
    var mainName: CommandName?
    /// Close the conversation behind the answer.
    var closesAfterwards = false

    /// - Parameter hasText: whether words for the buyer stand beside the commands
    init(_ commands: [ReplyCommand], hasText: Bool) throws(Conflict) {
        for command in commands {
            guard case .known(let name) = command.name else {
                if case .unknown(let word, let suggestion) = command.name {
                    throw .unknown(word: word, suggestion: suggestion)
                }
                continue
            }
            switch name {
            case .note: continue
            case .assign: assign = try Self.only(command, assign)
            case .snooze: snooze = try Self.only(command, snooze)
            case .template: template = try Self.only(command, template)
            case .to:
                guard let word = RecipientWord(words: command.arguments) else {
                    throw .unknownRecipient(command.arguments)
                }
                guard recipient.map({ $0 == word }) ?? true else { throw .together(["#to", "#to"]) }
                recipient = word
            default:
                main = try Self.only(command, main)
                mainName = name
            }
        }
        try settle(hasText: hasText)
    }

    private static func only(_ command: ReplyCommand, _ first: ReplyCommand?) throws(Conflict) -> ReplyCommand {
        guard let first else { return command }
        throw .together(["#\(first.name.shown)", "#\(command.name.shown)"])
    }

    private mutating func settle(hasText: Bool) throws(Conflict) {
        guard let main, let mainName else { return }
        let shown = "#\(main.name.shown)"
        if mainName == .close, hasText || template != nil {
            closesAfterwards = true
            self.main = nil
            self.mainName = nil
            return
        }
        if template != nil { throw .together([shown, "#template"]) }
        if recipient != nil, mainName != .new { throw .together([shown, "#to"]) }
        if hasText, ![.escalate, .new].contains(mainName) { throw .together([shown, nil]) }
    }
}

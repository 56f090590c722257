/// A line that was meant as a command and is none by a hair: `#noet …`, `# note …`, `*#note* …`, `- #note …`, `1. #note …`,
/// `## note …`, `#note, …`, `#note1 …`. It is hardly meant for the buyer, so that the agent is asked.
enum CommandSlip {
    static func isIn(_ line: String) -> Bool {
        // Whatever lists, emphasis and quotes put in front: every editor has bullets of its own.
        let bare = line.drop { !$0.isLetter && !ReplyCommand.signs.contains($0) }
        guard let sign = bare.first, ReplyCommand.signs.contains(sign) else { return false }
        // A digit makes it a number or a part of one.
        let behind = bare.dropFirst().drop { !$0.isLetter && !$0.isNumber }
        let word = behind.prefix { $0.isLetter || $0 == "-" }
        if isMeant(word) || isMeant(word.prefix(while: \.isLetter)) { return true }
        guard CommandName(word: word) == .to else { return false }
        return isRecipient(behind.dropFirst(word.count))
    }

    /// Words of one or two letters, such as `#a`, `#an`, `#do`, are too short to be told from a slip.
    private static func isMeant(_ word: Substring) -> Bool {
        word.count > 2 && (CommandName(word: word) != nil || CommandName.nearest(to: word) != nil)
    }

    private static func isRecipient(_ rest: Substring) -> Bool {
        let words = rest.split { !$0.isLetter && $0 != "-" }
        guard let first = words.first else { return false }
        return RecipientWord(words: first) != nil || RecipientWord(words: words.prefix(2).joined()) != nil
    }
}

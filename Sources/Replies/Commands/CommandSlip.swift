/// A line that was meant as a command and is none by a hair: `#noet …`, `# note …`, `*#note* …`, `- #note …`, `#note, …`,
/// `#note1 …`. It is hardly meant for the buyer, so that the agent is asked.
enum CommandSlip {
    static func isIn(_ line: String) -> Bool {
        let bare = line.drop { $0.isWhitespace || ornaments.contains($0) }
        guard let sign = bare.first, ReplyCommand.signs.contains(sign) else { return false }
        let behind = bare.dropFirst().drop { $0.isWhitespace || ornaments.contains($0) }
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

    /// What lists, emphasis and quotes put before and behind a word.
    private static let ornaments: Set<Character> = [
        "*", "_", "-", "–", "—", "•", "·", "+", "~", "`", "\"", "'", "(", "[",
    ]
}

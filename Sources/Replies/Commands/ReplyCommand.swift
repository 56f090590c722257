/// One command line of a reply: `#refund 12.50 EUR scratched`.
public struct ReplyCommand: Sendable, Hashable {
    public enum Name: Sendable, Hashable {
        case known(CommandName)
        /// Nothing is posted; the agent is told what was probably meant.
        case unknown(word: String, didYouMean: String?)

        /// The word without its sign.
        public var shown: String {
            switch self {
            case .known(let name): name.rawValue
            case .unknown(let word, _): word
            }
        }
    }

    public var name: Name
    /// The rest of the line, without white space at the ends.
    public var arguments: String
    /// Line of the new text, from 1; 0 for the subject.
    public var line: Int

    public init(name: Name, arguments: String, line: Int) {
        self.name = name
        self.arguments = arguments
        self.line = line
    }

    static let signs: Set<Character> = ["#", "\u{FF03}", "\u{FE5F}"]

    /// A line that begins with `#` (or its full-width or small form) and a letter; nil for others, such as `#4711`.
    init?(_ line: String, number: Int) {
        let line = line.drop(while: \.isWhitespace)
        guard let sign = line.first, Self.signs.contains(sign), let first = line.dropFirst().first,
            first.isLetter
        else { return nil }
        let word = line.dropFirst().prefix { $0.isLetter || $0 == "-" }
        let rest = line.dropFirst(1 + word.count)
        // `#4711`, `#a1b2`: an order number or the like, not a command.
        if let next = rest.first, !next.isWhitespace, next != ":", next != "\u{FF1A}" { return nil }
        arguments = String(rest.drop { $0 == ":" || $0 == "\u{FF1A}" || $0.isWhitespace }).trimmingBlanks()
        name =
            CommandName(word: word).map { .known($0) }
            ?? .unknown(word: String(word), didYouMean: CommandName.nearest(to: word))
        self.line = number
    }
}

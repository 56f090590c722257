/// What one rendition of a reply, its text or its HTML, gives.
struct Draft {
    var hold: HoldReason?
    /// The line that the hold is about.
    var doubt: Line?
    var method: ReplyExtraction.Method
    var text: [String]
    var removed: String
    /// The same without what the bridge had sent: of that only `[…]` is left.
    var foreign: String
    var isFormOnly: Bool
    /// How the agent's mail ends.
    var ending: MailTail
    var cutOffset: Int?
    /// Content-IDs of pictures in lines that stay.
    var images: Set<String>
    /// Content-IDs of all pictures.
    var allImages: Set<String>
    /// The bridge's own mark was seen.
    var hasOwnMark: Bool
    /// Words of lines that were cut as signature or the like.
    var removedWords: Set<String>
    /// The answer is `ok`, maybe with a code, and nothing else; else nil.
    var consent: ConsentWord?

    init(_ lines: [Line], sent: SentText, options: ExtractionOptions) {
        let finder = HistoryFinder(lines, sent: sent)
        let history = finder.find()
        let above = AnswerCleaner(history.above, options)
        let below = AnswerCleaner(history.below, options)
        method = history.method
        hasOwnMark = lines.contains { $0.part != nil || $0.isMarker }
        cutOffset = history.hasHistory ? history.lines[history.start].offset : nil

        let answer = Answer(history, above: above, below: below, sent: sent, options: options)
        hold = answer.hold
        doubt = answer.doubt
        isFormOnly = answer.isFormOnly
        ending = answer.ending
        text = answer.lines.map(\.text)
        consent = Self.consent(answer, above: above, below: below, options: options)
        images = Set(answer.images)
        allImages = Set(lines.flatMap(\.images))
        removedWords = Set((above.removed + below.removed).flatMap { words(of: $0.text) })
        let old = lines.indices.filter { history.kinds[$0] == .history }
        let cutAbove = above.removed.map(\.text)
        let cutBelow = below.removed.map(\.text)
        removed = Self.joined(cutAbove + old.map { lines[$0].quoted } + cutBelow)
        foreign = Self.joined(cutAbove + Self.withoutOwn(old, lines, finder.matches) + cutBelow)
    }

    /// Of a mail without any body.
    static var nothing: Draft { Draft([], sent: SentText([]), options: ExtractionOptions()) }

    private static func joined(_ lines: [String]) -> String { lines.joined(separator: "\n").trimmingBlanks() }

    /// Lines of the history; each run of those that were sent becomes one `[…]`.
    private static func withoutOwn(_ old: [Int], _ lines: [Line], _ matches: [SentText.Match]) -> [String] {
        var result: [String] = []
        for index in old {
            let isOwn = matches[index].isOurs || lines[index].isMarker || lines[index].part != nil
            if !isOwn {
                result.append(lines[index].quoted)
            } else if result.last != "[…]" {
                result.append("[…]")
            }
        }
        return result
    }

    /// A short answer directly above a letterhead may have been cut with it; then all that was cut is looked at.
    private static func consent(
        _ answer: Answer, above: AnswerCleaner, below: AnswerCleaner, options: ExtractionOptions
    ) -> ConsentWord? {
        guard above.cutSentence == nil, below.cutSentence == nil, answer.cutSentence == nil,
            ![.unclearHistory, .quotedNewText, .editedQuote].contains(answer.hold)
        else { return nil }
        let isCut = answer.lines.allSatisfy { words(of: $0.text).isEmpty }
        return Consent(authorNames: options.authorNames)
            .word(in: (isCut ? above.tail + below.tail : answer.lines).map(\.text))
    }

    /// All words of the text, for comparing renditions.
    var textWords: [String] { text.flatMap { words(of: Draft.withoutLinks($0)) } }

    /// A text part shows the targets of links that the HTML hides, and pictures as `[cid:…]` or `[image: …]`.
    private static func withoutLinks(_ line: String) -> String {
        var line = line
        while let open = line.utf8.firstIndex(of: UInt8(ascii: "[")),
            let close = line.utf8[open...].firstIndex(of: UInt8(ascii: "]"))
        {
            let inside = FoldedText(line[open..<close].dropFirst())
            guard inside.starts(withAnyOf: ["cid:", "image:", "http"]) else { break }
            line.removeSubrange(open...close)
        }
        let links = ContactData.links(in: line)
        return links.count > 8 ? line : links.reduce(line) { $0.replacingFirst($1, with: " ") }
    }
}

extension String {
    fileprivate func replacingFirst(_ part: Substring, with text: String) -> String {
        let line = Array(utf8)
        let part = Array(part.utf8)
        guard let start = line.indices.first(where: { line[$0...].starts(with: part) }) else { return self }
        return String(decoding: line[..<start] + Array(text.utf8) + line[(start + part.count)...], as: UTF8.self)
    }
}

/// The agent's lines put together from above, below and between the history, and why they cannot go out unasked.
struct Answer {
    private(set) var lines: [Line] = []
    private(set) var hold: HoldReason?
    /// The line that the hold is about, where there is one.
    private(set) var doubt: Line?
    /// The sentence that stands where a signature was cut inside the history.
    private(set) var cutSentence: Line?
    /// The history was found by its form alone, although it is known what was sent.
    private(set) var isFormOnly = false
    /// How the agent's mail ends.
    private(set) var ending: MailTail
    var images: [String] { lines.flatMap(\.images) }

    init(
        _ history: History, above: AnswerCleaner, below: AnswerCleaner, sent: SentText, options: ExtractionOptions
    ) {
        ending = (above.isEmpty ? below : above).ending
        let isInside = history.contains(.inserted) || history.contains(.quotedNew) || history.contains(.edited)
        if history.contains(.unclear) {
            lines = above.lines + [Line("")] + history.lines(.unclear, .quotedNew, .inserted, .edited)
            hold(.unclearHistory, history.lines(.unclear).first)
        } else if isInside {
            takeInside(history, above: above, below: below, sent: sent, options: options)
        } else if above.isEmpty {
            lines = below.lines
            if lines.isEmpty, !above.lines.isEmpty { lines = above.lines }
            if let line = below.cutSentence { hold(.textInSignature, line) }
        } else {
            lines = above.lines
            if let line = above.cutSentence { hold(.textInSignature, line) }
            if !below.isEmpty, !Self.isFooterOnly(below.lines) {
                lines += [Line("")] + below.lines
                let isLong = below.lines.contains { $0.text.utf8.count > 20 }
                hold(isLong ? .textAboveAndBelow : .textAfterHistory, below.lines.first { !$0.isBlank })
            }
        }
        isFormOnly = history.hasHistory && !history.isCertain && !sent.isEmpty && history.height > 3
        if hold == nil, isFormOnly, !options.confirmedForms.contains(history.method) {
            hold(.weakEvidence, history.lines[history.start])
        }
        checkContent(history, hadSignature: above.hadSignature || below.hadSignature, sent: sent)
    }

    private mutating func hold(_ reason: HoldReason, _ line: Line?) {
        hold = reason
        doubt = line
    }

    /// What servers and clients append below everything: a closing with its name, letterhead and links, no sentence.
    private static func isFooterOnly(_ lines: [Line]) -> Bool {
        let shown = lines.filter { !$0.isBlank }
        if let first = shown.first, ClosingFormula.isFormula(first.text), shown.count <= 2,
            shown.dropFirst().allSatisfy({ words(of: $0.text).count <= 4 })
        {
            return true
        }
        return shown.contains { ContactData.isLetterhead($0.text) }
            && !shown.contains { SignatureLine.isSentence($0.text) || SignatureLine.isRequest($0.text) }
            && shown.allSatisfy { words(of: $0.text).count <= 12 || ContactData.isLetterhead($0.text) }
    }

    /// Answers between the lines of the history.
    private mutating func takeInside(
        _ history: History, above: AnswerCleaner, below: AnswerCleaner, sent: SentText, options: ExtractionOptions
    ) {
        let isRelayed = options.interleaved == .relay && !history.contains(.quotedNew) && !history.contains(.edited)
        var inside: [Line] = []
        var question: [Line] = []
        var onlyCustomer = true
        for (line, kind) in zip(history.lines, history.kinds).dropFirst(history.start) {
            switch kind {
            case .history:
                if sent.part(ofLine: line.text) == .some(.customer) { question.append(line) } else { question = [] }
                if line.isBlank { question = [] }
            case .blank:
                if line.depth > 0 { question = [] }
            case .inserted, .quotedNew, .edited:
                if inside.last.map({ !$0.isBlank }) ?? false, !question.isEmpty || isFirst(line, after: inside) {
                    inside.append(Line(""))
                }
                if isRelayed {
                    if question.isEmpty, inside.isEmpty { onlyCustomer = false }
                    inside += question.map { Line("> \($0.text)") }
                    if !question.isEmpty { inside.append(Line("")) }
                }
                question = []
                var plain = line
                plain.depth = 0
                inside.append(plain)
            default:
                break
            }
        }
        let tail = AnswerCleaner(inside, options)
        cutSentence = tail.cutSentence
        if above.isEmpty, below.isEmpty { ending = tail.ending }
        lines = above.lines
        for part in [tail.lines, below.lines] where !part.isEmpty { lines += (lines.isEmpty ? [] : [Line("")]) + part }
        if history.contains(.quotedNew) {
            hold(.quotedNewText, history.lines(.quotedNew).first)
        } else if history.contains(.edited) {
            hold(.editedQuote, history.lines(.edited).first)
        } else if !isRelayed || !onlyCustomer {
            hold(.interleaved, history.lines(.inserted).first)
        }
    }

    private func isFirst(_ line: Line, after lines: [Line]) -> Bool {
        guard let last = lines.last else { return false }
        return line.offset > last.offset + last.quoted.utf8.count + 1
    }

    /// Nothing, a mere greeting, a mere signature, or our own words.
    private mutating func checkContent(_ history: History, hadSignature: Bool, sent: SentText) {
        let shown = lines.filter { !words(of: $0.text).isEmpty }
        if shown.isEmpty {
            hold = hold ?? (hadSignature ? .onlySignature : .empty)
            return
        }
        // Without a ticket mail in sight a short word may be all that the sender wanted to say.
        guard history.isOwn || !sent.isEmpty else { return }
        let content = shown.drop { Greeting.isGreeting($0.text) }
        if content.isEmpty {
            hold = hold ?? .onlyGreeting
        } else if let first = content.first, ClosingFormula.isFormula(first.text), content.count <= 2,
            content.dropFirst().allSatisfy({ words(of: $0.text).count <= 4 })
        {
            hold = hold ?? .onlySignature
        } else if !content.allSatisfy({ sent.isNewCommand($0.text) }),
            sent.matches(shown.map(\.text)).allSatisfy({ $0.isOurs && $0.part != .answer })
        {
            hold = hold ?? .sameAsSent
        }
    }
}

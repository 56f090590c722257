public import MIME

import Domain

extension Message {
    /// What the bridge would take from this reply.
    ///
    /// Whether the sender may answer at all, and for which ticket, is settled before: ``senderProof(agents:authservID:folderOwner:)``,
    /// ``TicketAddressing/evidence(in:)``.
    ///
    /// - Parameters:
    ///   - sent: all mails of the ticket that the agent can have quoted; empty if they are not known.
    public func reply(
        to sent: [SentMail] = [], own: OwnAddresses = OwnAddresses(), options: ExtractionOptions = ExtractionOptions()
    ) -> ReplyExtraction {
        let found = classification(own: own)
        guard found.mailClass == .human else { return ReplyExtraction(decision: .ignore(.automatic(found))) }
        var options = options
        options.ownAddresses += own.replyAddresses
        options.authorNames = Set(from.mailboxes.flatMap { words(of: "\($0.name ?? "") \($0.localPart)") })
        let body = body
        guard (body.text?.utf8.count ?? 0) <= options.textLimit || body.html != nil && body.textIsFromHTML,
            (body.html?.utf8.count ?? 0) <= options.htmlLimit
        else { return ReplyExtraction(decision: .hold(.tooLarge)) }

        let index = SentText(sent)
        let subject = SubjectCommand(self)?.line
        guard let draft = Self.draft(of: body, sent: index, options: options) ?? subject.map({ _ in Draft.nothing })
        else { return ReplyExtraction(decision: .hold(.empty)) }
        let commands = CommandLines(draft.text, subject: subject)
        var result = ReplyExtraction(
            decision: .relay, method: draft.method, text: Self.finished(commands.text), removed: draft.removed)
        if commands.commands.isEmpty, let consent = draft.consent {
            result.isConsent = true
            result.consentCode = consent.code
        }
        result.commands = commands.commands
        result.note = commands.note
        result.cutOffset = draft.cutOffset
        let files = AttachedFiles(self, shown: draft.images, named: draft.allImages, own: own)
        result.attachments = files.parts
        result.foreign = draft.foreign
        result.isFormOnly = draft.isFormOnly
        result.ending = draft.ending
        let verdict = decision(draft, commands, result.text, index, options)
        result.decision = verdict.decision
        result.place = verdict.place
        if result.decision == .relay {
            if files.hasForeignMail { result.decision = .hold(.attachedMessage) }
            if files.hasPackedFiles { result.decision = .hold(.packedFiles) }
        }
        return result
    }

    private func decision(
        _ draft: Draft, _ commands: CommandLines, _ text: String, _ sent: SentText, _ options: ExtractionOptions
    ) -> (decision: ReplyExtraction.Decision, place: ReplyExtraction.Place?) {
        let isCommandOnly = !commands.commands.isEmpty && Self.saysNothing(commands.text)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let check = SafetyCheck(sent: sent, options: options)
        if let problem = check.problem(in: lines) {
            // What would leak weighs more than any other doubt.
            if problem.reason == .bridgeText || problem.reason == .internalText || draft.hold == nil {
                return (.hold(problem.reason), problem.line.flatMap { .init(lines[$0]) })
            }
        }
        if let hold = draft.hold, !(isCommandOnly && [.empty, .onlyGreeting, .onlySignature].contains(hold)) {
            return (.hold(hold), draft.doubt.flatMap { .init($0.text, line: $0.number) })
        }
        if let unknown = commands.commands.first(where: { if case .unknown = $0.name { true } else { false } }) {
            return (.hold(.unknownCommand), .init("#\(unknown.name.shown) \(unknown.arguments)"))
        }
        if let line = commands.slip { return (.hold(.unknownCommand), .init(line)) }
        if let line = commands.unclearNote { return (.hold(.unclearNote), .init(line)) }
        if let line = commands.commandBelow { return (.hold(.commandBelow), .init(line)) }
        // What answers a question about money is never an answer to a buyer.
        if draft.consent?.code != nil || lines.first.map(ConsentWord.beginsWithCode) ?? false {
            return (.hold(.confirmationCode), nil)
        }
        return (isCommandOnly ? .ignore(.commandsOnly) : .relay, nil)
    }

    private static func saysNothing(_ lines: [String]) -> Bool {
        let shown = lines.filter { !words(of: $0).isEmpty }.drop { Greeting.isGreeting($0) }
        guard let first = shown.first else { return true }
        return ClosingFormula.isFormula(first) && shown.count <= 2
            && shown.dropFirst().allSatisfy { words(of: $0).count <= 4 }
    }

    // MARK: Choice of the rendition

    private static func draft(of body: Body, sent: SentText, options: ExtractionOptions) -> Draft? {
        let html = body.html.map { HTMLLines(html: $0) }
        let htmlDraft = html.map { Draft($0.lines, sent: sent, options: options) }
        guard let text = body.text, !body.textIsFromHTML, text.contains(where: { !$0.isWhitespace }) else {
            return htmlDraft ?? body.text.map { Draft(TextLines(text: $0).lines, sent: sent, options: options) }
        }
        let textDraft = Draft(TextLines(text: text).lines, sent: sent, options: options)
        guard let html, let htmlDraft, html.lines.contains(where: { !$0.isBlank }) else { return textDraft }
        var chosen = html.isStructured ? htmlDraft : textDraft
        let agree = saySame(htmlDraft, textDraft)
        if agree {
            let other = textDraft.hold == nil ? htmlDraft : textDraft
            if chosen.hold == nil, !htmlDraft.hasOwnMark { (chosen.hold, chosen.doubt) = (other.hold, other.doubt) }
        } else if htmlDraft.hasOwnMark {
            chosen = htmlDraft
        } else {
            chosen.consent = htmlDraft.consent == textDraft.consent ? htmlDraft.consent : nil
            if chosen.hold == nil {
                chosen.hold = .partsDisagree
                chosen.doubt = difference(htmlDraft, textDraft)
            }
        }
        chosen.images = htmlDraft.images
        chosen.allImages = htmlDraft.allImages
        return chosen
    }

    /// Equal words; or one has at its end what the other cut as signature.
    private static func saySame(_ left: Draft, _ right: Draft) -> Bool {
        let (short, long) =
            left.textWords.count <= right.textWords.count
            ? (left, right.textWords) : (right, left.textWords)
        let start = short.textWords
        guard long.starts(with: start) else { return false }
        return long.dropFirst(start.count).allSatisfy(short.removedWords.contains)
    }

    /// The first line that only one of them has.
    private static func difference(_ left: Draft, _ right: Draft) -> Line? {
        for (one, other) in [(left, right), (right, left)] {
            let known = Set(other.text.map { LineKey($0) })
            if let line = one.text.first(where: { !LineKey($0).isEmpty && !known.contains(LineKey($0)) }) {
                return Line(line)
            }
        }
        return nil
    }

    // MARK: Result

    /// LF, no empty lines at the ends, at most two running.
    private static func finished(_ lines: [String]) -> String {
        var result: [Substring] = []
        var empty = 0
        for line in lines {
            var line = line[...]
            while line.last?.isWhitespace ?? false { line.removeLast() }
            empty = line.isEmpty ? empty + 1 : 0
            if line.isEmpty, result.isEmpty || empty > 2 { continue }
            result.append(line)
        }
        while result.last?.isEmpty ?? false { result.removeLast() }
        return result.joined(separator: "\n")
    }
}

import Domain
import Marketplaces
import MIME
import Replies
import Store

/// Receipts, failures and questions: each joins the agent's thread, as an answer to the agent's own mail.
extension TicketMailComposer {
    func receipt(
        _ entry: OutboxEntry, remoteID: RemoteMessageID?, at time: Timestamp, isRelay: Bool, stored: StoredText,
        remarks: [String] = [], folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(isRelay ? texts.relayReceipt : texts.receipt, ["date": shown(time)]))
        if let remoteID { sheet.add(.head, "\(texts.remoteID): \(remoteID)") }
        switch stored {
        case .altered(_, let difference):
            sheet.add(.head, fill(texts.altered))
            sheet.add(.head, "\(texts.sentPlace):")
            sheet.add(.answer, difference.sent)
            sheet.add(.head, "\(texts.storedPlace):")
            sheet.add(.answer, difference.stored)
        case .notRead, .same: break
        }
        sheet.add(.head, lines: remarks)
        switch stored {
        case .notRead:
            sheet.add(.head, fill(texts.sentText))
            sheet.add(.answer, entry.text)
        case .same(let text), .altered(let text, _):
            sheet.add(.head, fill(texts.storedText))
            sheet.add(.answer, text)
        }
        sheet.add(.head, lines: entry.attachments.map { "[\($0.name)]" })
        return try report(.receipt, "receipt \(entry.id) \(entry.attempts)", texts.receiptSubject, sheet, entry, folder)
    }

    /// The answer will not be sent by the bridge any more.
    func failure(_ entry: OutboxEntry, reason: String, folder: String) throws(WriteError) -> NewTicketMail {
        if entry.task != nil { return try actionFailure(entry, reason: reason, folder: folder) }
        let fault = PostFault(reason)
        return try failure(
            name: "failure \(entry.id) \(entry.attempts)", reason: lines(fault), cure: faultTexts.cure(fault),
            text: entry.text, files: entry.attachments, thread: entry.thread, answers: Self.answers(entry),
            folder: folder)
    }

    /// The same for a reply that never got into the outbox.
    ///
    /// - Parameters:
    ///   - reason: with the label in front
    ///   - cure: what helps, beside the portal and another text
    ///   - files: the agent's own, to be used again
    func failure(
        name: String, reason: [String], cure: String = "", text: String, files: [Attachment], thread: ThreadID?,
        answers: [String], folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, lines: [fill(texts.failure)] + reason)
        sheet.add(.head, whatNow(cure))
        addOwn(text, files, thread: thread, to: &sheet)
        return try mail(
            .failure, name: name, sender: account.shownName, label: texts.failureSubject, sheet: sheet,
            attachments: fitting(files), answers: answers, folder: folder)
    }

    func bounce(_ entry: OutboxEntry, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(texts.bounced))
        sheet.add(.head, whatNow(""))
        addOwn(entry.text, entry.attachments, thread: entry.thread, to: &sheet)
        return try report(
            .failure, "bounce \(entry.id) \(entry.attempts)", texts.failureSubject, sheet, entry, folder,
            files: entry.attachments)
    }

    /// It takes longer than usual; sent once.
    func delay(_ entry: OutboxEntry, reason: String, folder: String) throws(WriteError) -> NewTicketMail {
        let fault = PostFault(reason)
        var sheet = sheet()
        sheet.add(.head, lines: [fill(texts.delayed)] + lines(fault) + [fill(faultTexts.cure(fault))])
        addPortal(entry.thread, to: &sheet)
        return try report(.notice, "delay \(entry.id)", texts.delayedSubject, sheet, entry, folder)
    }

    /// The time is nearly over, and the marketplace cannot be reached: a person has to take over.
    func deadlineNear(_ entry: OutboxEntry, reason: String, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, lines: [fill(faultTexts.deadlineNear)] + lines(PostFault(reason)))
        if let deadline = ticket.deadline { sheet.add(.internal, "\(texts.answerBy): \(shown(deadline))") }
        addOwn(entry.text, entry.attachments, thread: entry.thread, to: &sheet)
        return try report(
            .question, "deadline \(entry.id) \(entry.attempts)", texts.failureSubject, sheet, entry, folder,
            files: entry.attachments)
    }

    // MARK: Pieces

    var faultTexts: FaultTexts { FaultTexts.of(language) }

    func lines(_ fault: PostFault) -> [String] {
        faultTexts.lines(fault, reason: texts.reason, marketplace: account.shownName)
    }

    private func whatNow(_ cure: String) -> String {
        let steps = [cure, texts.whatNowPortal, texts.whatNowAgain].filter { !$0.isEmpty }
        return "\(texts.whatNow): \(steps.joined(separator: " "))"
    }

    private func addPortal(_ thread: ThreadID?, to sheet: inout Sheet) {
        guard let link = account.portalLink(order: ticket.order, thread: thread) else { return }
        sheet.add(.internal, "\(texts.portal): \(link)")
    }

    /// The agent's own words and files, ready to be used elsewhere.
    private func addOwn(_ text: String, _ files: [Attachment], thread: ThreadID?, to sheet: inout Sheet) {
        addPortal(thread, to: &sheet)
        if fitting(files).count < files.count {
            sheet.add(.internal, inert: notAttached(files.map(\.name)))
        }
        sheet.add(.head, texts.yourText)
        sheet.add(.answer, text)
    }

    /// All of them, or none where they are together too large.
    private func fitting(_ files: [Attachment]) -> [Attachment] {
        files.reduce(0) { $0 + $1.bytes.count } <= settings.attachmentLimit ? files : []
    }

    /// Nobody knows whether it arrived, and nothing can tell: a person has to look.
    ///
    /// - Parameter reason: why it was refused when it was tried once more
    func uncertain(
        _ entry: OutboxEntry, because reason: String? = nil, folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        let head = fill(entry.task == nil ? texts.uncertain : ActionTexts.of(language).uncertain)
        sheet.add(.head, lines: [head] + (reason.map { lines(PostFault($0)) } ?? []))
        if entry.task == nil {
            addOwn(entry.text, entry.attachments, thread: entry.thread, to: &sheet)
        } else {
            addPortal(entry.thread, to: &sheet)
            sheet.add(.internal, entry.text)
        }
        return try report(
            .question, "uncertain \(entry.id) \(entry.attempts)", texts.questionSubject, sheet, entry, folder,
            files: entry.task == nil ? entry.attachments : [])
    }

    /// A remark that asks for nothing.
    ///
    /// - Parameters:
    ///   - text: what the agent wrote
    ///   - part: `.answer` for words to the buyer
    func notice(
        name: String, lines: [String], quoting text: String = "", as part: TicketPart = .answer, answers: [String],
        folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, lines: lines)
        sheet.add(part, text)
        return try mail(.notice, name: name, sender: account.shownName, sheet: sheet, answers: answers, folder: folder)
    }

    /// What is said where nothing is sent because the marketplace is not live.
    var shadowLine: String { fill(texts.shadow) }

    /// An answer met a marketplace that is not live.
    func shadowed(_ entry: OutboxEntry, folder: String) throws(WriteError) -> NewTicketMail {
        try notice(
            name: "shadow \(entry.id) \(entry.attempts)", lines: [shadowLine], quoting: entry.text, as: entry.part,
            answers: Self.answers(entry), folder: folder)
    }

    /// What a report on this entry follows in the agents' client.
    static func answers(_ entry: OutboxEntry) -> [String] {
        [entry.answeredMessageID, entry.replyMessageID].compactMap { $0 }
    }

    func report(
        _ kind: TicketMail.Kind, _ name: String, _ label: String, _ sheet: Sheet, _ entry: OutboxEntry,
        _ folder: String, files: [Attachment] = []
    ) throws(WriteError) -> NewTicketMail {
        try mail(
            kind, name: name, sender: account.shownName, label: label, sheet: sheet, attachments: fitting(files),
            answers: Self.answers(entry), folder: folder)
    }
}

extension OutboxEntry {
    /// How its text stands in a ticket mail: what an action does is no word to the buyer.
    var part: TicketPart { task == nil ? .answer : .internal }
}

import Domain
import MIME
import Replies
import Store

/// Receipts, failures and questions: each joins the agent's thread, as an answer to the agent's own mail.
extension TicketMailComposer {
    func receipt(
        _ entry: OutboxEntry, remoteID: RemoteMessageID?, at time: Timestamp, isRelay: Bool, remarks: [String] = [],
        folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(isRelay ? texts.relayReceipt : texts.receipt, ["date": shown(time)]))
        if let remoteID { sheet.add(.head, "\(texts.remoteID): \(remoteID)") }
        sheet.add(.head, lines: remarks)
        sheet.add(.head, texts.sentText)
        sheet.add(.answer, entry.text)
        sheet.add(.head, lines: entry.attachments.map { "[\($0.name)]" })
        return try report(.receipt, "receipt \(entry.id) \(entry.attempts)", texts.receiptSubject, sheet, entry, folder)
    }

    /// The answer will not be sent by the bridge any more.
    func failure(_ entry: OutboxEntry, reason: String, folder: String) throws(WriteError) -> NewTicketMail {
        if entry.task != nil { return try actionFailure(entry, reason: reason, folder: folder) }
        return try failure(
            name: "failure \(entry.id) \(entry.attempts)", reason: reason, text: entry.text, thread: entry.thread,
            answers: Self.answers(entry), folder: folder)
    }

    /// The same for a reply that never got into the outbox.
    func failure(
        name: String, reason: String, text: String, thread: ThreadID?, answers: [String], folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(texts.failure), "\(texts.reason): \(reason)")
        sheet.add(.head, "\(texts.whatNow): \(texts.whatNowPortal) \(texts.whatNowAgain)")
        if let link = account.portalLink(order: ticket.order, thread: thread) {
            sheet.add(.internal, "\(texts.portal): \(link)")
        }
        sheet.add(.head, texts.yourText)
        sheet.add(.answer, text)
        return try mail(
            .failure, name: name, sender: account.shownName, label: texts.failureSubject, sheet: sheet,
            answers: answers, folder: folder)
    }

    func bounce(_ entry: OutboxEntry, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(texts.bounced))
        sheet.add(.head, "\(texts.whatNow): \(texts.whatNowPortal) \(texts.whatNowAgain)")
        if let link = account.portalLink(order: ticket.order, thread: entry.thread) {
            sheet.add(.internal, "\(texts.portal): \(link)")
        }
        sheet.add(.head, texts.yourText)
        sheet.add(.answer, entry.text)
        return try report(.failure, "bounce \(entry.id) \(entry.attempts)", texts.failureSubject, sheet, entry, folder)
    }

    /// It takes longer than usual; sent once.
    func delay(_ entry: OutboxEntry, reason: String, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(texts.delayed), "\(texts.reason): \(reason)")
        return try report(.notice, "delay \(entry.id)", texts.delayedSubject, sheet, entry, folder)
    }

    /// Nobody knows whether it arrived, and nothing can tell: a person has to look.
    func uncertain(_ entry: OutboxEntry, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(entry.task == nil ? texts.uncertain : ActionTexts.of(language).uncertain))
        if let link = account.portalLink(order: ticket.order, thread: entry.thread) {
            sheet.add(.internal, "\(texts.portal): \(link)")
        }
        sheet.add(.head, lines: entry.task == nil ? [texts.yourText] : [])
        sheet.add(entry.part, entry.text)
        return try report(
            .question, "uncertain \(entry.id) \(entry.attempts)", texts.questionSubject, sheet, entry, folder)
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
        _ folder: String
    ) throws(WriteError) -> NewTicketMail {
        try mail(
            kind, name: name, sender: account.shownName, label: label, sheet: sheet, answers: Self.answers(entry),
            folder: folder)
    }
}

extension OutboxEntry {
    /// How its text stands in a ticket mail: what an action does is no word to the buyer.
    var part: TicketPart { task == nil ? .answer : .internal }
}

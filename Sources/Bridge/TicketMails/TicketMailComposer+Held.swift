import Domain
import MIME
import Replies
import Routing
import Store

/// Reminders of an answer that waits for a word.
extension TicketMailComposer {
    /// The question once more: `ok` to it counts like `ok` to the first.
    ///
    /// - Parameters:
    ///   - name: whose word is waited for
    ///   - mayHaveGoneOut: as far as a restored store knows
    func heldReminder(
        _ entry: OutboxEntry, name: String, isUrgent: Bool, mayHaveGoneOut: Bool, folder: String
    ) throws(WriteError) -> NewTicketMail {
        let hold = HoldTexts.of(language)
        var lines = [fill(hold.stillHeld, ["name": name])]
        if let cause = entry.reason.flatMap(HoldCause.init(rawValue:)) { lines.append(HoldTexts.why(cause, language)) }
        if mayHaveGoneOut { lines.append(HoldTexts.why(.restoredStore, language)) }
        if entry.reason == OutboxEntry.outcomeUnknown { lines.append(fill(texts.uncertain)) }
        if let deadline = ticket.deadline { lines.append("\(texts.answerBy): \(shown(deadline))") }
        var mail = try question(
            name: "held \(entry.id) \(entry.updatedAt.milliseconds) \(isUrgent)",
            Question(introduction: lines, text: entry.text, canConfirm: !entry.text.isEmpty, isUrgent: isUrgent),
            answers: Self.answers(entry), folder: folder)
        mail.outbox = entry.id
        return mail
    }

    /// For whoever is in charge.
    func heldEscalation(_ entry: OutboxEntry, name: String, folder: String) throws(WriteError) -> NewTicketMail {
        let hold = HoldTexts.of(language)
        var sheet = sheet()
        sheet.add(.head, fill(hold.escalation, ["name": name, "date": shown(entry.updatedAt)]))
        if let deadline = ticket.deadline { sheet.add(.head, "\(texts.answerBy): \(shown(deadline))") }
        sheet.add(.head, texts.yourText)
        sheet.add(.answer, entry.text)
        return try self.mail(
            .notice, name: "held-late \(entry.id) \(entry.updatedAt.milliseconds)", sender: account.shownName,
            label: hold.escalationSubject, sheet: sheet, answers: Self.answers(entry), folder: folder,
            priority: .high)
    }
}

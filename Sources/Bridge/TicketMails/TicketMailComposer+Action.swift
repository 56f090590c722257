import Domain
import Marketplaces
import MIME
import Replies
import Store

/// What agents are told about actions beside answers.
extension TicketMailComposer {
    private var actions: ActionTexts { ActionTexts.of(language) }

    /// - Parameter note: what the marketplace said of it
    func actionDone(_ entry: OutboxEntry, note: String?, at time: Timestamp, folder: String) throws(WriteError)
        -> NewTicketMail
    {
        var sheet = sheet()
        sheet.add(.head, fill(actions.done, ["date": shown(time)]))
        sheet.add(.internal, entry.text)
        if let note { sheet.add(.internal, note) }
        return try report(.receipt, "action \(entry.id) \(entry.attempts)", actions.doneSubject, sheet, entry, folder)
    }

    func actionPending(_ entry: OutboxEntry, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(actions.pending))
        sheet.add(.internal, entry.text)
        return try report(
            .notice, "pending \(entry.id) \(entry.attempts)", actions.doneSubject + " …", sheet, entry, folder)
    }

    func actionFailure(_ entry: OutboxEntry, reason: String, folder: String) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, fill(actions.notDone))
        sheet.add(.internal, entry.text)
        sheet.add(.head, lines: lines(PostFault(reason)) + [actions.whatNow])
        if let link = account.portalLink(order: ticket.order, thread: entry.thread) {
            sheet.add(.internal, "\(texts.portal): \(link)")
        }
        return try report(
            .failure, "failure \(entry.id) \(entry.attempts)", actions.notDoneSubject, sheet, entry, folder)
    }
}

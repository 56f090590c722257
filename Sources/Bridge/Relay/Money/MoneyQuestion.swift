import Domain
import MIME
import Replies
import Store

/// Asks for an agent's word before money moves.
struct MoneyQuestion: Sendable {
    /// The exact effect.
    var words: String
    var code: ConfirmationCode
    var expiresAt: Timestamp
    var warnings: [String] = []
    /// Who asks, if it is not the reader.
    var asks: String?
}

extension TicketMailComposer {
    func confirmation(
        _ question: MoneyQuestion, name: String, answers: [String], folder: String
    ) throws(WriteError) -> NewTicketMail {
        let money = MoneyTexts.of(language)
        var sheet = sheet()
        sheet.add(.head, lines: [question.asks, fill(money.confirm)].compactMap { $0 })
        sheet.add(.internal, question.words)
        sheet.add(.head, lines: question.warnings)
        let answer = "ok \(question.code.text)"
        sheet.add(.head, fill(money.answerWith, ["date": shown(question.expiresAt)]))
        sheet.add(
            .internal,
            links: [ActionLink(label: "Code: \(answer)", url: link(answer, about: texts.questionSubject).url)])
        return try mail(
            .question, name: name, sender: account.shownName, label: texts.questionSubject, sheet: sheet,
            answers: answers, folder: folder)
    }
}

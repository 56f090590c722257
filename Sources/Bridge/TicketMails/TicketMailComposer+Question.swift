import Domain
import MIME
import Replies
import Routing
import Store

/// What a question about one answer shows.
struct Question: Sendable {
    /// Why the answer has not gone out.
    var introduction: [String]
    /// The line that it is about.
    var place: ReplyExtraction.Place?
    /// What would be sent; empty if nothing was found.
    var text: String
    /// What was cut away, without what the bridge itself had sent.
    var leftOut = ""
    /// Whether `ok` sends `text`.
    var canConfirm: Bool
    var isUrgent = false

    /// More is not shown, in characters: the whole stands in the agent's own mail.
    static let longestLeftOut = 2000
}

extension TicketMailComposer {
    /// Why an answer has not gone out.
    func introduction(_ reason: HoldCause) -> [String] { [texts.question, HoldTexts.why(reason, language)] }

    /// Asks what the agent meant. Any answer replaces the text; if it may go out as it is, `ok` sends exactly it.
    ///
    /// What the agent wrote stands in parts of their own, so that it may be sent once more.
    func question(
        name: String, _ question: Question, answers: [String], folder: String
    ) throws(WriteError) -> NewTicketMail {
        let hold = HoldTexts.of(language)
        var sheet = sheet()
        sheet.add(.head, lines: question.introduction)
        if let place = question.place {
            sheet.add(.head, place.line.map { fill(hold.place, ["line": String($0)]) } ?? hold.excerpt)
            sheet.add(.answer, place.excerpt)
        }
        if question.text.isEmpty {
            sheet.add(.head, texts.nothingToSend)
        } else {
            sheet.add(.head, question.canConfirm ? texts.okOrNew : texts.whatNowAgain)
            sheet.add(.head, texts.wouldSend)
            sheet.add(.answer, question.text)
        }
        let leftOut = question.leftOut.prefix(Question.longestLeftOut)
        if leftOut.contains(where: { $0.isLetter || $0.isNumber }) {
            sheet.add(.head, hold.leftOut)
            sheet.add(.answer, leftOut.utf8.count < question.leftOut.utf8.count ? leftOut + "\n…" : String(leftOut))
        }
        return try mail(
            .question, name: name, sender: account.shownName, label: texts.questionSubject, sheet: sheet,
            answers: answers, folder: folder, priority: question.isUrgent ? .high : nil)
    }
}

import Domain

/// What a mail of Kaufland's says. It is no more than the wake-up call: ticket and order number are taken, the words come
/// from the API. No sample of these mails is public; the numbers' shapes are those of the API's data.
struct KauflandNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    func recognition(_ kind: NotificationKind) -> Recognition {
        let orders = OrderSearch(mail, account) { text in
            text.runs(of: IDShape.isWordByte).filter { IDShape.isKauflandOrder($0) }.map { OrderNumber(String($0)) }
        }
        let words = mail.words(IDShape.isWordByte)
        let ticket = (words.subject + words.text).first { IDShape.isKauflandTicket($0) }
        let text = mail.text.trimmed
        return Recognition(
            standing: .unproven, kind: kind, order: orders.only, thread: ticket.map { ThreadID(String($0)) },
            text: text.isEmpty ? nil : text, orders: orders.all, reason: "")
    }
}

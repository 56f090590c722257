import Domain

/// What a mail of Kaufland's says. It is no more than the wake-up call: ticket and order number are taken, the words come
/// from the API. No sample of these mails is public; the numbers' shapes are those of the API's data.
struct KauflandNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    var recognition: Recognition {
        let words = mail.words(IDShape.isWordByte)
        let all = words.subject + words.text
        let ticket = all.first { IDShape.isKauflandTicket($0) }
        let order =
            account.orderPattern.map { $0.numbers(in: mail.subject + "\n" + mail.text).first }
            ?? all.first { IDShape.isKauflandOrder($0) }.map { OrderNumber(String($0)) }
        let text = mail.text.trimmed
        return Recognition(
            standing: .unproven, kind: ticket == nil ? .other : .ticketNotice, order: order,
            thread: ticket.map { ThreadID(String($0)) }, text: text.isEmpty ? nil : text,
            reason: ticket == nil ? "Kaufland's mail without a ticket number" : "Kaufland's mail about a ticket")
    }
}

import Domain

/// The order numbers of a mail: those of the subject, else the first of the text.
struct OrderSearch {
    /// More than one only from a subject.
    let all: [OrderNumber]
    /// The one that the mail is about; nil where the subject names several.
    var only: OrderNumber? { all.count == 1 ? all.first : nil }

    /// - Parameter find: what counts as a number where the account has no pattern of its own
    init(_ mail: NotificationMail, _ account: NotificationAccount, find: (String) -> [OrderNumber]) {
        func numbers(_ text: String) -> [OrderNumber] {
            if let pattern = account.orderPattern { return pattern.numbers(in: text) }
            return find(text).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        }
        let subject = numbers(mail.subject)
        all = subject.isEmpty ? [numbers(mail.text).first].compactMap { $0 } : subject
    }
}

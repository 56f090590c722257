/// How agents hear that an answer stands at the marketplace.
public enum ReceiptStyle: String, Sendable, CaseIterable {
    /// By a mail in the ticket's thread.
    case mail
    /// Where there is nothing to say beside that, by the keyword `$mb_sent` on the ticket mail that was answered, and on the
    /// agent's own mail where it lies in a mailbox of the bridge; else by a mail.
    case keyword
}

import Store
import Synchronization

/// Mails that this process has taken in hand and not settled. What the store counts is how many processes ended with a mail
/// in hand: one process counts once, however often it begins with the mail because the store fails.
public final class MailsInHand: Sendable {
    private let mails = Mutex<Set<MailKey>>([])

    public init() {}

    /// False if this process has it in hand already.
    func take(_ mail: MailKey) -> Bool { mails.withLock { $0.insert(mail).inserted } }
    func putDown(_ mail: MailKey) { mails.withLock { _ = $0.remove(mail) } }
}

import Store
import Synchronization

/// Mails that wait for the store to work again, one for each folder at most: they are tried again without being counted.
final class PutDownMails: Sendable {
    private let mails = Mutex(Set<MailKey>())

    func contains(_ mail: MailKey) -> Bool { mails.withLock { $0.contains(mail) } }
    func insert(_ mail: MailKey) { _ = mails.withLock { $0.insert(mail) } }
    func remove(_ mail: MailKey) { _ = mails.withLock { $0.remove(mail) } }
}

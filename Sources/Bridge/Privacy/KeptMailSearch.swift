public import Domain
public import Marketplaces
import MIME
public import Store

/// Which of the mails that are kept whole are about somebody. They are read one after the other.
public struct KeptMailSearch: Sendable {
    let store: any TicketStore
    /// If it is about one marketplace only: whether a mail that belongs to none of the tickets is of that one.
    let isWanted: (@Sendable (Message) -> Bool)?

    /// - Parameter recogniser: tells what is of `marketplace`, if only that is wanted
    public init(_ store: any TicketStore, of marketplace: MarketplaceName?, by recogniser: NotificationRecogniser) {
        self.store = store
        guard let marketplace else {
            isWanted = nil
            return
        }
        isWanted = { recogniser.recognise($0).marketplace == marketplace }
    }

    /// Mails that belong to one of the tickets, or in which the subject's order number or address stands.
    public func mails(of subject: DataSubject, in holdings: [Holding]) async throws(StoreError) -> [KeptMail] {
        let tickets = Set(holdings.map(\.ticket.id))
        var found: [KeptMail] = []
        for mail in try await store.keptMails() {
            if let ticket = mail.ticket, tickets.contains(ticket) {
                found.append(mail)
            } else if let word = subject.word, let bytes = try await store.content(of: mail),
                isWanted?(Message(parsing: bytes)) ?? true, Self.stands(word, in: bytes)
            {
                found.append(mail)
            }
        }
        return found
    }

    /// In the mail as it came, or in what a person would read of it.
    static func stands(_ word: SubjectWord, in bytes: [UInt8]) -> Bool {
        if word.occurs(in: bytes) { return true }
        let message = Message(parsing: bytes)
        return word.occurs(in: message.subject ?? "") || word.occurs(in: message.displayText)
    }
}

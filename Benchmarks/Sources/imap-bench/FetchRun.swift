import IMAPClient
import MIME
import Synchronization

/// Fetches a mailbox as the service does, and reads subject and plain text of each mail.
struct FetchRun {
    private let place: Place

    init(_ place: Place) { self.place = place }

    func run() async throws {
        let watch = Stopwatch()
        let reader = Reader()
        let mails = try await FolderWatcher(account: place.account(), folder: .inbox, handler: reader).pass()
        let (octets, characters) = reader.totals
        say("mails=\(mails) octets=\(octets) characters=\(characters) \(watch.figures)")
    }
}

private final class Reader: FolderHandler {
    private let counts = Mutex((octets: 0, characters: 0))

    var totals: (octets: Int, characters: Int) { counts.withLock { $0 } }

    func position(uidValidity: UIDValidity, uidNext: UID) async throws -> UID { .first }

    func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {
        let message = Message(parsing: mail.bytes)
        var characters = message.subject?.utf8.count ?? 0
        for part in message.parts where part.type == "text/plain" { characters += message.text(of: part).utf8.count }
        counts.withLock { counts in
            counts.octets += mail.bytes.count
            counts.characters += characters
        }
    }

    func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {
        say("missing \(uid): \(reason)")
    }

    func event(_ event: WatchEvent) async {}
}

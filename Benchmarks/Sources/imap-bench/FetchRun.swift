import IMAPClient
import MIME
import Synchronization

/// Fetches a mailbox as the service does, and reads subject and plain text of each mail where that is wanted.
struct FetchRun {
    private let place: Place
    private let reads: Bool

    init(_ place: Place, reads: Bool) {
        self.place = place
        self.reads = reads
    }

    func run() async throws {
        let watch = Stopwatch()
        let reader = Reader(reads: reads)
        let mails = try await FolderWatcher(account: place.account(), folder: .inbox, handler: reader).pass()
        let (octets, characters) = reader.totals
        say("mails=\(mails) octets=\(octets) characters=\(characters) \(watch.figures)")
    }
}

private final class Reader: FolderHandler {
    private let reads: Bool
    private let counts = Mutex((octets: 0, characters: 0))

    init(reads: Bool) { self.reads = reads }

    var totals: (octets: Int, characters: Int) { counts.withLock { $0 } }

    func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID { .first }

    func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {
        let characters = reads ? self.characters(of: mail) : 0
        counts.withLock { counts in
            counts.octets += mail.bytes.count
            counts.characters += characters
        }
    }

    private func characters(of mail: FetchedMail) -> Int {
        let message = Message(parsing: mail.bytes)
        let texts = message.parts.filter { $0.type == "text/plain" }.map { message.text(of: $0).utf8.count }
        return texts.reduce(message.subject?.utf8.count ?? 0, +)
    }

    func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {
        say("missing \(uid): \(reason)")
    }

    func event(_ event: WatchEvent) async {}
}

import IMAPClient
import Synchronization

/// Opens a folder that was known up to a point, and learns what has changed since.
struct ResyncRun {
    private let place: Place
    private let position: SyncPosition

    init(_ place: Place, uidValidity: Int, modSequence: Int) {
        self.place = place
        position = SyncPosition(
            uidValidity: UIDValidity(UInt32(clamping: uidValidity)), modSequence: UInt64(clamping: modSequence))
    }

    func run() async throws {
        let commands = Counter()
        var options = IMAPOptions()
        options.trace = ProtocolTrace(isOn: true) { _, line in
            if line.speaker == .client { commands.add() }
        }
        let session = try await IMAPSession.connect(
            place.server, credentials: place.credentials(of: place.user), options: options)
        let before = commands.value
        let watch = Stopwatch()
        let (folder, changes) = try await session.select(.inbox, since: position)
        let figures = watch.figures
        let sent = commands.value - before
        let (rows, vanished) = (changes?.rows.count ?? 0, changes?.vanished.count ?? 0)
        say("mails=\(folder.exists) rows=\(rows) vanished=\(vanished) commands=\(sent) \(figures)")
        await session.logout()
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }
    func add() { count.add(1, ordering: .relaxed) }
}

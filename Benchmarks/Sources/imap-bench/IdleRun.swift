import Glibc
import IMAPClient

/// Watches many mailboxes, `USER1` to `USERn`, over a connection each, and tells what comes: `waiting` once for each,
/// `received NAME NANOSECONDS` for each mail. Ends with its standard input.
struct IdleRun {
    private let place: Place
    private let mailboxes: Int

    init(_ place: Place, mailboxes: Int) {
        self.place = place
        self.mailboxes = mailboxes
    }

    func run() async {
        await withTaskGroup { group in
            for number in 1...max(1, mailboxes) {
                let name = "\(place.user)\(number)"
                let watcher = FolderWatcher(
                    account: place.account(name), folder: .inbox, handler: Announcer(name: name))
                group.addTask { await watcher.run() }
            }
            await endOfInput()
            group.cancelAll()
        }
    }
}

private struct Announcer: FolderHandler {
    let name: String

    func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID { try await end() }

    func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {
        say("received \(name) \(monotonicNanoseconds())")
    }

    func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {}

    func event(_ event: WatchEvent) async {
        switch event {
        case .waiting: say("waiting \(name)")
        case .disconnected(let error, _): say("disconnected \(name) \(error)")
        default: break
        }
    }
}

/// Waits on a thread of its own for the end of standard input.
private func endOfInput() async {
    await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
        let box = Unmanaged.passRetained(Waiter(ended))
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                var byte: UInt8 = 0
                while read(STDIN_FILENO, &byte, 1) > 0 {}
                Unmanaged<Waiter>.fromOpaque(argument).takeRetainedValue().continuation.resume()
                return nil
            }, box.toOpaque())
    }
}

private final class Waiter: Sendable {
    let continuation: CheckedContinuation<Void, Never>

    init(_ continuation: CheckedContinuation<Void, Never>) { self.continuation = continuation }
}

import Synchronization

@testable import IMAPClient

/// A handler that remembers what it got, settles it like a database would, and fails where the test says so.
final class Recorder: FolderHandler {
    struct State {
        var positions: [UIDValidity: UID] = [:]
        var mails: [FetchedMail] = []
        var missing: [UID: MissingMail] = [:]
        var order: [UID] = []
        var events: [WatchEvent] = []
        var asked: [UIDValidity] = []
        var rewinds: [UID] = []
        /// How often ``receive(_:uidValidity:)`` still throws at a UID.
        var failures: [UID: Int] = [:]
    }

    struct Refusal: Error {}

    private let state = Mutex(State())
    private let startsAtFirst: Bool

    /// - Parameter startsAtFirst: Take what lies in a folder never seen; else begin behind it.
    init(startsAtFirst: Bool = true, failures: [UID: Int] = [:]) {
        self.startsAtFirst = startsAtFirst
        state.withLock { $0.failures = failures }
    }

    func read<Value: Sendable>(_ path: KeyPath<State, Value>) -> Value { state.withLock { $0[keyPath: path] } }

    var disconnections: [(error: IMAPError, pause: Duration)] {
        state.withLock { $0.events }.compactMap {
            if case .disconnected(let error, let pause) = $0 { (error, pause) } else { nil }
        }
    }

    var isWaiting: Bool {
        state.withLock { $0.events }.contains { if case .waiting = $0 { true } else { false } }
    }

    /// The server announces new mail by itself.
    var idles: Bool {
        state.withLock { $0.events }.contains { if case .waiting(idle: true) = $0 { true } else { false } }
    }

    /// The latest connection holds and has found nothing more to deliver.
    var isWatching: Bool {
        for event in state.withLock({ $0.events }).reversed() {
            switch event {
            case .waiting: return true
            case .connected, .disconnected: return false
            default: continue
            }
        }
        return false
    }

    func forgetEvents() { state.withLock { $0.events = [] } }

    func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID {
        let known = state.withLock { $0.positions[uidValidity] }
        let start = known == nil && !startsAtFirst ? try await end() : .first
        return state.withLock { state in
            state.asked.append(uidValidity)
            let position = known ?? start
            state.positions[uidValidity] = position
            return position
        }
    }

    func wentBack(to next: UID, uidValidity: UIDValidity) async throws -> UID {
        state.withLock { state in
            state.rewinds.append(next)
            state.positions[uidValidity] = next
        }
        return next
    }

    func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {
        try state.withLock { state in
            if let left = state.failures[mail.uid], left > 0 {
                state.failures[mail.uid] = left - 1
                throw Refusal()
            }
            state.mails.append(mail)
            state.order.append(mail.uid)
            state.positions[uidValidity] = mail.uid.successor
        }
    }

    func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {
        state.withLock { state in
            state.missing[uid] = reason
            state.order.append(uid)
            state.positions[uidValidity] = uid.successor
        }
    }

    func event(_ event: WatchEvent) async { state.withLock { $0.events.append(event) } }
}

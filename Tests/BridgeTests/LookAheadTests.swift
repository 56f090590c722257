import Domain
import MIME
import Marketplaces
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge

@Suite("Looking ahead at mails that wait for their turn") final class LookAheadTests: Sendable {
    private let time = Mutex(ContinuousClock.now)
    private let begun = Mutex<[UInt32]>([])

    private func key(_ uid: UInt32) -> MailKey {
        MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: uid)
    }

    private func begin(_ uid: UInt32, _ ahead: LookAhead) {
        ahead.begin(key(uid)) { [self] in
            begun.withLock { $0.append(uid) }
            return Outlook(message: Message(parsing: Array("Subject: \(uid)\r\n\r\n".utf8)), recognition: nil)
        }
    }

    @Test("eight are looked at, and the next when one was taken; each outlook is given out once, and is the mail's own")
    func width() async throws {
        let ahead = LookAhead { [self] in time.withLock { $0 } }
        for uid in 1...UInt32(20) { begin(uid, ahead) }
        try await eventually("eight have begun") { begun.withLock { $0.count } == 8 }
        #expect(await ahead.take(key(3))?.message.subject == "3")
        try await eventually("the ninth has begun") { begun.withLock { $0.contains(9) } }
        #expect(begun.withLock { $0.sorted() } == Array(1...9))
        #expect(await ahead.take(key(3)) == nil)
        // One whose turn came before it was looked at is looked at in its turn.
        #expect(await ahead.take(key(15)) == nil)
        for uid in 1...UInt32(20) { ahead.forget(key(uid)) }
        #expect(begun.withLock { !$0.contains(15) })
    }

    @Test("what is too old is asked for anew, and does not stand in the way of others")
    func age() async throws {
        let ahead = LookAhead { [self] in time.withLock { $0 } }
        for uid in 1...UInt32(8) { begin(uid, ahead) }
        try await eventually("all have begun") { begun.withLock { $0.count } == 8 }
        time.withLock { $0 += .seconds(31) }
        #expect(await ahead.take(key(1)) == nil)
        begin(2, ahead)
        begin(9, ahead)
        #expect(await ahead.take(key(2))?.message.subject == "2")
        #expect(await ahead.take(key(9))?.message.subject == "9")
    }

    @Test("as many wait as are fetched before their turn, and each is looked at")
    func manyBatches() async throws {
        let ahead = LookAhead { [self] in time.withLock { $0 } }
        for uid in 1...UInt32(1000) { begin(uid, ahead) }
        for uid in 1...UInt32(1000) {
            #expect(await ahead.take(key(uid))?.message.subject == String(uid))
            ahead.forget(key(uid))
        }
    }

    @Test("no more than some thousands wait")
    func bound() async throws {
        let ahead = LookAhead { [self] in time.withLock { $0 } }
        for uid in 1...UInt32(10_000) { begin(uid, ahead) }
        for uid in 1...UInt32(10_000) { _ = await ahead.take(key(uid)) }
        #expect(begun.withLock { $0.count } <= 8 + 4096)
    }

    @Test("what a lost connection had brought is forgotten, and is looked at when it comes again")
    func lostConnection() async throws {
        let ahead = LookAhead { [self] in time.withLock { $0 } }
        for uid in 1...UInt32(20) { begin(uid, ahead) }
        try await eventually("eight have begun") { begun.withLock { $0.count } == 8 }
        ahead.forgetAll(of: "service", folder: "Sent")
        #expect(await ahead.take(key(1))?.message.subject == "1")
        try await eventually("the ninth has begun") { begun.withLock { $0.contains(9) } }
        ahead.forgetAll(of: "service", folder: "INBOX")
        #expect(await ahead.take(key(2)) == nil)
        begun.withLock { $0 = [] }
        begin(20, ahead)
        #expect(await ahead.take(key(20))?.message.subject == "20")
        #expect(begun.withLock { $0 } == [20])
    }
}

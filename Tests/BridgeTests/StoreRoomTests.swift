import Domain
import Store
import Testing

@testable import Bridge

@Suite("Room for mails")
struct StoreRoomTests {
    @Test(
        "mails are taken in only while twice the largest one has room",
        arguments: [(Int64(119), false), (120, true), (.max, true), (nil, true)])
    func room(free: Int64?, isEnough: Bool) {
        let room = StoreRoom(largestMail: 60_000_000) { free.map { $0 == .max ? .max : $0 * 1_000_000 } }
        guard isEnough else {
            let error = #expect(throws: StoreError.self) { try room.check() }
            #expect(error?.kind == .noSpace && error?.retry == .later)
            #expect(error?.detail == "119 MB are free for it, mails are taken in from 120 MB on")
            return
        }
        #expect(throws: Never.self) { try room.check() }
    }
}

import Domain
import GRDB
import Store
import Testing

@testable import Bridge
@testable import Store

@Suite("mails that the store cannot take") struct PutDownMailTests {
    @Test("a full disk is no fault of the mail: it comes again as often as it takes, and is decided as if nothing was")
    func full() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let store = try #require(f.store as? SQLiteStore)
        let mail = IncomingMail(
            key: MailKey(account: MailKey.deliverAccount, folder: "", uidValidity: 0, uid: 1),
            bytes: Array("Subject: x\r\n\r\n".utf8) + [UInt8](repeating: 0x61, count: 200_000), receivedAt: f.now,
            firstTriedAt: f.now)
        try await store.pool.write { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        for _ in 0..<5 {
            let error = await #expect(throws: StoreError.self) { try await MailIntake(f.context).receive(mail) }
            #expect(error?.kind == .noSpace)
        }
        try await store.pool.write { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        try await MailIntake(f.context).receive(mail)
        #expect(try await store.outcome(of: mail.key)?.reason == "not-a-marketplace-mail")
    }
}

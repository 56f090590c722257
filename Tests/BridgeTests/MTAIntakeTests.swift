import Domain
import LMTP
import Store
import Testing

@testable import Bridge

@Suite("mails that an MTA hands over")
struct MTAIntakeTests {
    private static func mail() throws -> HandedMail {
        var mail = HandedMail()
        mail.sender = "anna@seller.example"
        mail.recipients = [try #require(EmailAddress("service@seller.example"))]
        mail.content = Array("Subject: x\r\n\r\ny\r\n".utf8)
        return mail
    }

    @Test("a mail is in the spool, with its envelope, when it is said to be stored")
    func stored() async throws {
        let bridge = try BridgeFixture(ScriptedConnector(.init()))
        #expect(await MTAIntake(bridge.context).take(try Self.mail()) == .stored)
        let spooled = try await bridge.store.claimSpooled(at: bridge.now, retryAt: bridge.now + .seconds(60))
        #expect(spooled?.raw == (try Self.mail()).bytes)
        #expect(spooled?.mail.account == MailKey.deliverAccount)
    }

    @Test("a mail is answered although the task is cancelled meanwhile")
    func cancelled() async throws {
        let bridge = try BridgeFixture(ScriptedConnector(.init()))
        let mail = try Self.mail()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await MTAIntake(bridge.context).take(mail)
        }
        task.cancel()
        #expect(await task.value == .stored)
    }

    @Test("without room on the disk a mail stays with the MTA, and is taken once there is some")
    func full() async throws {
        let bridge = try BridgeFixture(ScriptedConnector(.init()))
        var context = bridge.context
        context.room = StoreRoom(largestMail: 60_000_000) { 119_000_000 }
        #expect(await MTAIntake(context).take(try Self.mail()) == .noSpace)
        context.room = StoreRoom(largestMail: 60_000_000) { 120_000_000 }
        #expect(await MTAIntake(context).take(try Self.mail()) == .stored)
    }

    @Test("what the store cannot take stays with the MTA")
    func failing() async throws {
        let bridge = try BridgeFixture(ScriptedConnector(.init()))
        try (bridge.store as? SQLiteStore)?.close()
        #expect(await MTAIntake(bridge.context).take(try Self.mail()) == .notNow)
    }
}

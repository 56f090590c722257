import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// Reminders and alarms reach people in mailboxes of their own.
@Suite("what the team is told", .serialized, .enabled(if: Shop.isAvailable))
struct TeamTests {
    /// Mails that agents got into mailboxes of their own.
    private func mails(to agent: String, in shop: Shop, where fits: (Message) -> Bool) async -> [Message] {
        await shop.sandbox.mails().filter { $0.kind == .local && $0.recipient.text == agent }
            .map { Message(parsing: $0.bytes) }.filter(fits)
    }

    @Test("a wait that ends without an answer is told to the lead by mail, and a reply to that mail reaches the buyer")
    func reminder() async throws {
        let clock = """
            [[clock]]
            name = "conrad"
            target = "8s"
            counting = "calendar"
            timezone = "Europe/Berlin"
            warn = []
            """
        try await withShop(ShopOptions(more: clock)) { shop in
            let (receipt, _) = try await shop.ask(.canary(at: .mirakl))
            var late: [Message] = []
            try await eventually("anna reads that the answer is overdue", within: .seconds(90)) {
                late = await mails(to: Shop.anna, in: shop) { $0.subject?.hasPrefix("OVERDUE since ") ?? false }
                return !late.isEmpty
            }
            #expect(late.count == 1)
            #expect(late[0].subject?.contains(receipt.order) == true)
            #expect(await mails(to: Shop.ben, in: shop) { _ in true }.isEmpty)
            try await shop.send(AgentMail.reply(to: late[0], "Sorry, the canary comes tomorrow."))
            #expect(try await shop.answer(in: receipt).text == "Sorry, the canary comes tomorrow.")
            // What would be told a second time has been by then.
            try await shop.lookNow()
            try await shop.report("receipt", receipt, at: .mirakl)
            late = await mails(to: Shop.anna, in: shop) { $0.subject?.hasPrefix("OVERDUE since ") ?? false }
            #expect(late.count == 1)
        }
    }

    @Test("a notice about the account is an alarm until an agent takes it with #assign")
    func alarm() async throws {
        let rule = """
            [[notification]]
            name = "standing"
            kind = "performance"
            marketplace = "conrad"
            subject = ['^Ihr Verkäuferkonto']
            """
        try await withShop(ShopOptions(more: rule)) { shop in
            let notice = BadMails.mail(
                from: "no-reply@notification.mirakl.net", name: "Conrad Marketplace",
                subject: "Ihr Verkäuferkonto ist gefährdet", text: "Bitte antworten Sie schneller, canary.\n")
            let trace =
                "Authentication-Results: \(shop.stand.authservID); dmarc=pass header.from=notification.mirakl.net\r\n"
            #expect(try await shop.run("deliver", input: Array(trace.utf8) + (try notice.bytes())).status == 0)
            try await shop.mail(in: "Marketplaces/Conrad", "the notice") { $0.text.contains("schneller") }
            var alarms: [Message] = []
            try await eventually("anna reads the alarm") {
                alarms = await mails(to: Shop.anna, in: shop) { $0.subject?.hasPrefix("Alarm: ") ?? false }
                return !alarms.isEmpty
            }
            #expect(alarms[0].subject?.contains("the account's standing") == true)
            try await shop.running.wait(for: "alarm-raised")
            // As the alarm says: in reply to it.
            try await shop.send(AgentMail.reply(to: alarms[0], "#assign ben"))
            try await eventually("the ticket is Ben's") {
                try await shop.run("ticket", "list", "--json").output.contains("\"owner\":\"ben\"")
            }
            #expect(try await shop.run("ticket", "show", "1").output.contains("ticket-assigned"))
        }
    }

    @Test("the administrator is told of mails in quarantine, without a word of them")
    func alert() async throws {
        let root = "[team]\nadmin = \"\(Shop.ben)\"\ndigest = \"off\"\n"
        try await withShop(ShopOptions(more: root)) { shop in
            #expect(try await shop.run("deliver", input: try BadMails.phishing.bytes()).status == 0)
            var alerts: [Message] = []
            try await eventually("ben reads the alert", within: .seconds(60)) {
                alerts = await mails(to: Shop.ben, in: shop) { $0.subject?.hasPrefix("mailbridge: ") ?? false }
                return !alerts.isEmpty
            }
            #expect(alerts.map(\.subject) == ["mailbridge: Mails in Quarantäne: 1"])
            #expect(!alerts[0].displayText.contains("canary") && !alerts[0].displayText.contains("12345678"))
            try await shop.running.wait(for: "admin-alerted", "matter=quarantine")
            #expect(await mails(to: Shop.anna, in: shop) { _ in true }.isEmpty)
        }
    }

    @Test("without a submission server the mail lies in the team's folder")
    func folder() async throws {
        let more = """
            [team]
            by = "folder"
            digest = "off"

            [[clock]]
            name = "conrad"
            target = "5s"
            counting = "calendar"
            timezone = "Europe/Berlin"
            warn = []
            """
        try await withShop(ShopOptions(more: more)) { shop in
            let (receipt, _) = try await shop.ask(.canary(at: .mirakl))
            let mail = try await shop.mail(in: "Marketplaces/Team", "the reminder", within: .seconds(90)) { _ in true }
            #expect(mail.subject.contains(receipt.order))
            #expect(await mails(to: Shop.anna, in: shop) { _ in true }.isEmpty)
        }
    }
}

import Domain
import Marketplaces
import Store
import Testing
import Web

@testable import Bridge

@Suite("status page of the bridge")
struct StatusDeskTests {
    private static let secret = "correct-horse"
    private static let host = (name: "Host", value: "localhost:8425")
    private static let here = (name: "Origin", value: "http://localhost:8425")

    /// A browser with a token that remembers its cookie.
    private final class Client {
        let f: BridgeFixture
        let desk: StatusDesk
        var cookie: String?

        init(_ change: (inout BridgeContext) -> Void = { _ in }) throws {
            f = try BridgeFixture(ScriptedConnector(.init()))
            var context = f.context
            change(&context)
            desk = StatusDesk(
                context, AccountWatch(mailboxes: [("shop", .seconds(60))], since: f.now),
                gate: WebGate(key: .token(Secret(StatusDeskTests.secret)), hosts: HostRule(names: [])))
        }

        func get(_ target: String) async -> WebResponse { await send("GET", target, [], "") }

        func post(
            _ target: String, _ body: String, _ fields: [(name: String, value: String)] = [StatusDeskTests.here]
        ) async -> WebResponse {
            await send("POST", target, fields, body)
        }

        private func send(
            _ method: String, _ target: String, _ fields: [(name: String, value: String)], _ body: String
        ) async -> WebResponse {
            var all = [StatusDeskTests.host, ("Content-Type", "application/x-www-form-urlencoded")] + fields
            if let cookie { all.append(("Cookie", cookie)) }
            return await desk.answer(
                WebRequest(method: method, target: target, fields: all, body: Array(body.utf8)))
        }

        func logIn() async throws {
            let answer = await post("/login", "token=\(StatusDeskTests.secret)")
            #expect(answer.status == 303)
            let field = try #require(answer.fields.first { $0.name == "Set-Cookie" })
            cookie = String(field.value.prefix { $0 != ";" })
        }

        /// The proof that a form of the page at `target` carries.
        func form(_ target: String) async throws -> String {
            let text = String(decoding: await get(target).body, as: UTF8.self)
            return "form=" + String(try #require(text.firstMatch(of: /name="form" value="([0-9a-f]+)"/)?.1))
        }

        func queued() async throws -> Int64 {
            let ticket = try await f.openTicket()
            let answer = f.answer("Tomorrow.", on: ticket)
            return try #require(
                try await f.commit(uid: 9, .reply, "queued", on: ticket) { $1.outbox = answer })
        }
    }

    private static func place(_ answer: WebResponse) -> String? { answer.fields.first { $0.name == "Location" }?.value }

    @Test("who has no token sees the form for it, and nothing else")
    func strangers() async throws {
        let client = try Client()
        for target in ["/", "/queue", "/quarantine?mail=1", "/journal", "/nothing"] {
            let answer = await client.get(target)
            #expect(answer.status == 401)
            #expect(String(decoding: answer.body, as: UTF8.self).contains("name=\"token\""))
        }
        #expect(await client.post("/queue", "action=hold&entry=1").status == 401)
        #expect(await client.post("/login", "token=wrong").status == 401)
        #expect(await client.post("/login", "token=\(Self.secret)", []).status == 403)
        #expect(
            await client.post("/login", "token=\(Self.secret)", [("Origin", "http://evil.example")]).status == 403)
        try await client.logIn()
        #expect(await client.get("/").status == 200)
    }

    @Test("after ten wrong tokens even the right one waits, but who is in stays in")
    func guessing() async throws {
        let inside = try Client()
        try await inside.logIn()
        let cookie = inside.cookie
        inside.cookie = nil
        for _ in 0..<WrongKeys.most { #expect(await inside.post("/login", "token=wrong").status == 401) }
        #expect(await inside.post("/login", "token=\(Self.secret)").status == 429)
        #expect(inside.f.context.meter.counts.events["web-key-refused"] == WrongKeys.most)
        inside.cookie = cookie
        #expect(await inside.get("/").status == 200)
        inside.cookie = nil
        inside.f.advance(.seconds(60))
        try await inside.logIn()
    }

    @Test("an entry is held, released and retried by its buttons, and the journal has it")
    func queue() async throws {
        let client = try Client()
        try await client.logIn()
        let entry = try await client.queued()
        let form = try await client.form("/queue")
        for (action, state) in [("hold", OutboxState.held), ("release", .queued), ("retry", .queued)] {
            let answer = await client.post("/queue", "\(form)&action=\(action)&entry=\(entry)")
            #expect(answer.status == 303)
            #expect(try await client.f.entry(entry).state == state)
        }
        #expect(
            try await client.f.store.recentJournal(limit: 3).map(\.event)
                == ["queue-retry", "queue-release", "queue-hold"])
        let details = try await client.f.store.recentJournal(limit: 3).map(\.detail)
        #expect(details == ["queued", "queued", "held"].map { "\($0), on the status page" })
        for event in ["queue-retry", "queue-release", "queue-hold"] {
            #expect(client.f.context.meter.counts.events[event] == 1, "\(event)")
        }
        let refused = await client.post("/queue", "\(form)&action=release&entry=\(entry)")
        #expect(Self.place(refused) == "queue?did=refused")
        #expect(await client.post("/queue", "\(form)&action=drop&entry=\(entry)").status == 400)
        #expect(await client.post("/queue", "\(form)&action=hold&entry=1e3").status == 400)
    }

    @Test("an account whose first look failed is not starting any more, and the page says why")
    func firstLook() async throws {
        let client = try Client()
        try await client.logIn()
        func page() async -> String { String(decoding: await client.get("/").body, as: UTF8.self) }
        let before = await page().matches(of: />(?:Starting|Silent)</).map(\.0)
        #expect(before == [">Starting<", ">Starting<"])
        client.f.context.meter.marketplaceFails("conrad", "server: 500")
        let after = await page()
        #expect(after.matches(of: />(?:Starting|Silent)</).map(\.0) == [">Starting<", ">Silent<"])
        #expect(after.contains("server: 500"))
    }

    @Test("a marketplace whose mails stopped to come is silent, and the page says since when")
    func silentMarketplace() async throws {
        let client = try Client { $0.accounts["conrad"]?.silence = .seconds(3600) }
        try await client.logIn()
        func page() async -> String { String(decoding: await client.get("/").body, as: UTF8.self) }
        let ticket = try await client.f.openTicket()
        _ = try await client.f.commit(uid: 1, .ticket, "buyer-message", on: ticket) { _, _ in }
        let finding = SweepFinding(
            ticket: ticket.id, requires: try await client.f.store.version(of: ticket.id),
            messages: [
                NewMessage(
                    ticket: ticket.id, remoteID: RemoteMessageID("m1"), thread: nil, role: .buyer, authorName: nil,
                    text: "Where is it?", createdAt: client.f.now + .seconds(60), source: .api)
            ], ticketUpdate: TicketUpdate(), journal: [])
        #expect(try await client.f.store.commit(finding, at: client.f.now) != nil)
        client.f.advance(.seconds(3600))
        try await TeamWatch(client.desk.context).pass()
        #expect(await !page().contains("The last mail of"))
        client.f.advance(.seconds(1))
        try await TeamWatch(client.desk.context).pass()
        let silent = await page()
        #expect(silent.contains("The last mail of Conrad came on Sun 2026-11-22 10:00 UTC."))
        #expect(silent.matches(of: />(?:Starting|Silent)</).map(\.0).last == ">Silent<")
        // Its next mail ends it.
        _ = try await client.f.commit(uid: 2, .update, "buyer-message", on: ticket) { _, _ in }
        try await TeamWatch(client.desk.context).pass()
        #expect(await !page().contains("The last mail of"))
    }

    @Test("a form of another page changes nothing")
    func forgedForms() async throws {
        let client = try Client()
        try await client.logIn()
        let entry = try await client.queued()
        let form = try await client.form("/queue")
        let body = "action=hold&entry=\(entry)"
        #expect(await client.post("/queue", body).status == 403)
        #expect(await client.post("/queue", "form=0&\(body)").status == 403)
        #expect(await client.post("/queue", "\(form)&\(body)", []).status == 403)
        #expect(await client.post("/queue", "\(form)&\(body)", [("Origin", "null")]).status == 403)
        #expect(
            await client.post("/queue", "\(form)&\(body)", [Self.here, ("Sec-Fetch-Site", "cross-site")]).status == 403)
        let other = try Client()
        try await other.logIn()
        client.cookie = other.cookie
        #expect(await client.post("/queue", "\(form)&\(body)").status == 403)
        #expect(try await client.f.entry(entry).state == .queued)
    }

    @Test("money that waits for an agent's ok is released by no button; other held work is")
    func money() async throws {
        for movesMoney in [true, false] {
            let client = try Client()
            try await client.logIn()
            let ticket = try await client.f.openTicket()
            let entry = try #require(
                try await client.f.commit(uid: 1, .command, "asked", on: ticket) { fixture, intake in
                    var answer = fixture.answer("Refund: all", on: ticket)
                    answer.task = try TaskNote(movesMoney ? .refund([], reason: nil) : .close).json()
                    answer.state = .held
                    intake.outbox = answer
                    guard movesMoney else { return }
                    intake.moneyRequest = MoneyRequest(
                        step: .confirm, askedBy: "anna@seller.example", command: "refund", arguments: "", amount: nil,
                        order: "", needsApproval: false, codeHash: "x", expiresAt: fixture.now + .seconds(1800))
                })
            let form = try await client.form("/queue")
            _ = await client.post("/queue", "\(form)&action=release&entry=\(entry)")
            #expect(try await client.f.entry(entry).state == (movesMoney ? .held : .queued))
        }
    }

    @Test("nothing of the buyer stands on the overview, and a portal link leads to the order")
    func overview() async throws {
        let client = try Client()
        try await client.logIn()
        let ticket = try await client.f.openTicket()
        try await client.f.store.update(
            ticket.id,
            TicketUpdate(
                subject: "Canary subject", buyerName: "Canary Buyer", waitingSince: .some(client.f.now),
                deadline: .some(client.f.now + .seconds(3600)), owner: "anna"), at: client.f.now)
        let text = String(decoding: await client.get("/").body, as: UTF8.self)
        #expect(text.contains("12345-A") && text.contains("https://portal.example/orders/12345-A"))
        #expect(text.contains("anna") && text.contains("Conrad"))
        #expect(!text.contains("Canary"))
        #expect(await client.get("/?after=0-0&still=1").status == 200)
        #expect(await client.get("/?after=%00").status == 200)
    }

    @Test("a mail in quarantine is shown as text, and goes back to be processed; that somebody looked is on record")
    func quarantine() async throws {
        let client = try Client()
        try await client.logIn()
        let raw =
            "From: x@evil.example\r\nSubject: <b>Hi</b>\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script><p>Pay <a href='http://evil.example'>here</a>"
        var intake = Intake(
            mail: MailKey(account: "shop", folder: "INBOX", uidValidity: 1, uid: 4),
            outcome: Outcome(.quarantined, reason: "unproven-sender", messageID: nil, contentHash: "00"))
        intake.raw = Array(raw.utf8)
        _ = try await client.f.store.commit(intake, at: client.f.now)
        let text = String(decoding: await client.get("/quarantine?mail=1").body, as: UTF8.self)
        #expect(text.contains("&lt;b&gt;Hi&lt;/b&gt;") && text.contains("Pay here"))
        #expect(!text.contains("alert(1)</script>") && !text.contains("href=\"http://evil"))
        #expect(try await client.f.store.recentJournal(limit: 1).first?.event == "quarantine-viewed")
        for number in ["2", "x", "-1", "1%20OR%201"] {
            #expect(await client.get("/quarantine?mail=\(number)").status == 404)
        }
        let form = try await client.form("/quarantine?mail=1")
        #expect(Self.place(await client.post("/quarantine", "\(form)&mail=1")) == "quarantine?did=mail-released")
        #expect(Self.place(await client.post("/quarantine", "\(form)&mail=1")) == "quarantine?did=refused")
        #expect(client.f.context.meter.counts.events["quarantine-released"] == 1)
        let released = try await client.f.store.recentJournal(limit: 10).filter { $0.event == "quarantine-released" }
        #expect(released.map(\.detail) == ["mail 1, on the status page"])
        #expect(try await client.f.store.standing(at: client.f.now).spooled == 1)
    }

    @Test("a mail whose content lies with the mail server only is not released, which is no failure")
    func quarantineWithoutContent() async throws {
        let client = try Client()
        try await client.logIn()
        var intake = Intake(
            mail: MailKey(account: "shop", folder: "INBOX", uidValidity: 1, uid: 4),
            outcome: Outcome(.quarantined, reason: "quarantine-full: broken", messageID: nil, contentHash: "00"))
        intake.raw = []
        _ = try await client.f.store.commit(intake, at: client.f.now)
        let form = try await client.form("/quarantine?mail=1")
        #expect(Self.place(await client.post("/quarantine", "\(form)&mail=1")) == "quarantine?did=refused")
        #expect(client.f.context.meter.counts.events["quarantine-released"] == nil)
        #expect(client.f.context.meter.counts.events["store-failed"] == nil)
    }

    @Test("other methods and names are refused")
    func refusals() async throws {
        let client = try Client()
        try await client.logIn()
        let cookie = try #require(client.cookie)
        let put = WebRequest(method: "PUT", target: "/", fields: [Self.host, ("Cookie", cookie)])
        #expect(await client.desk.answer(put).status == 405)
        let rebound = WebRequest(method: "GET", target: "/", fields: [("Host", "evil.example"), ("Cookie", cookie)])
        #expect(await client.desk.answer(rebound).status == 421)
        #expect(await client.get("/../../etc/passwd").status == 404)
        #expect(await client.get("//queue").status == 404)
        let form = try await client.form("/queue")
        let out = await client.post("/logout", form)
        #expect(out.fields.contains { $0.name == "Set-Cookie" && $0.value.contains("Max-Age=0") })
    }
}

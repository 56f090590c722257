import Domain
import Logging
import Marketplaces
import Metrics
import Store
import Testing
import Web

@testable import Bridge

@Suite("metrics and health")
struct MetricsDeskTests {
    private static func desk(_ f: BridgeFixture) -> MetricsDesk {
        MetricsDesk(f.context, AccountWatch(mailboxes: [("shop", .seconds(60))], since: f.now), version: "1.2.3")
    }

    private static func get(_ desk: MetricsDesk, _ path: String, host: String = "localhost") async -> WebResponse {
        await desk.answer(WebRequest(method: "GET", target: path, fields: [("Host", host)]))
    }

    private static func lines(_ desk: MetricsDesk) async -> [Substring] {
        String(decoding: await get(desk, "/metrics").body, as: UTF8.self).split(separator: "\n")
    }

    @Test("every family has a help, a type and a name of the house")
    func names() async throws {
        let desk = Self.desk(try BridgeFixture(ScriptedConnector(.init())))
        let families = try await desk.families(at: Fixtures.now)
        #expect(Set(families.map(\.name)).count == families.count)
        for family in families {
            #expect(family.name.hasPrefix("mailbridge_") && family.help.hasSuffix("."))
            #expect((family.kind == .counter) == family.name.hasSuffix("_total"))
        }
    }

    @Test("what happens is counted where it is reported")
    func counters() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let desk = Self.desk(f)
        let meter = f.context.meter
        meter.count(.quarantined, in: "shop")
        var report = Sweep.Report()
        report.missedMessages = 2
        meter.count(report, at: "conrad")
        f.context.note(.info, .storeFailed)
        let ticket = try await f.openTicket()
        let answer = f.answer("Tomorrow.", on: ticket)
        let id = try await f.commit(uid: 9, .reply, "queued", on: ticket) { $1.outbox = answer }
        let entry = try await f.entry(try #require(id))
        f.advance(.seconds(7))
        meter.count(.confirmed(remoteID: "r", at: f.now), of: entry, at: "conrad", now: f.now)
        let lines = await Self.lines(desk)
        for line in [
            #"mailbridge_mails_total{mailbox="shop",outcome="quarantined"} 1"#,
            #"mailbridge_mails_total{mailbox="shop",outcome="ticket"} 0"#,
            #"mailbridge_mails_total{mailbox="deliver",outcome="quarantined"} 0"#,
            #"mailbridge_reconcile_gaps_total{marketplace="conrad",kind="missed"} 2"#,
            #"mailbridge_events_total{event="store-failed"} 1"#, #"mailbridge_build_info{version="1.2.3"} 1"#,
            #"mailbridge_posts_total{marketplace="conrad",result="confirmed"} 1"#,
            #"mailbridge_post_latency_seconds_bucket{marketplace="conrad",le="5"} 0"#,
            #"mailbridge_post_latency_seconds_bucket{marketplace="conrad",le="10"} 1"#,
            #"mailbridge_post_latency_seconds_sum{marketplace="conrad"} 7"#,
            #"mailbridge_queue_entries{state="queued"} 1"#, "mailbridge_oldest_queue_entry_age_seconds 7",
            #"mailbridge_open_tickets{marketplace="conrad"} 1"#,
        ] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
    }

    @Test("calls that the marketplaces' rates leave stand there by operation")
    func quota() throws {
        var facts = MetricsDesk.Facts(since: Timestamp(seconds: 0), now: Timestamp(seconds: 60))
        facts.callsLeft = ["conrad": ["M11": 0, "all": 7]]
        let family = try #require(MetricsDesk.families(facts).first { $0.name == "mailbridge_api_quota_left" })
        let samples = family.text.split(separator: "\n").suffix(2)
        #expect(
            samples == [
                #"mailbridge_api_quota_left{marketplace="conrad",operation="M11"} 0"#,
                #"mailbridge_api_quota_left{marketplace="conrad",operation="all"} 7"#,
            ])
    }

    @Test("how often accounts are looked at stands there, and not for those that nothing looks at")
    func intervals() async throws {
        for (sweep, isShown) in [(Duration.seconds(120), true), (nil, false)] {
            let f = try BridgeFixture(ScriptedConnector(.init()))
            var context = f.context
            context.accounts["conrad"]?.sweep = sweep
            let desk = MetricsDesk(
                context, AccountWatch(mailboxes: [("shop", .seconds(60))], since: f.now), version: "1")
            let lines = await Self.lines(desk)
            #expect(lines.contains(#"mailbridge_look_interval_seconds{kind="mailbox",account="shop"} 60"#))
            #expect(
                lines.contains(#"mailbridge_look_interval_seconds{kind="marketplace",account="conrad"} 120"#) == isShown
            )
        }
    }

    @Test("a deadline that passes is counted once")
    func breaches() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let desk = Self.desk(f)
        let ticket = try await f.openTicket()
        try await f.store.update(ticket.id, TicketUpdate(deadline: .some(f.now + .seconds(30))), at: f.now)
        let before = await Self.lines(desk)
        #expect(before.contains("mailbridge_next_deadline_seconds 30"))
        #expect(before.contains("mailbridge_due_within_hour_tickets 1"))
        try await TeamWatch(f.context).pass()
        for _ in 0..<3 {
            f.advance(.seconds(20))
            try await TeamWatch(f.context).pass()
        }
        let lines = await Self.lines(desk)
        #expect(lines.contains(#"mailbridge_breached_total{marketplace="conrad"} 1"#))
        #expect(lines.contains("mailbridge_overdue_tickets 1"))
        #expect(lines.contains("mailbridge_next_deadline_seconds -30"))
        #expect(lines.contains("mailbridge_due_within_hour_tickets 0"))
    }

    @Test("no order, buyer, address or text stands in metrics")
    func privacy() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await f.openTicket()
        try await f.store.update(
            ticket.id, TicketUpdate(subject: "Canary", buyerName: "Canary", owner: "anna"), at: f.now)
        let answer = f.answer("Canary", on: ticket)
        _ = try await f.commit(uid: 9, .reply, "queued", on: ticket) { $1.outbox = answer }
        let text = await Self.lines(Self.desk(f)).joined(separator: "\n")
        for word in ["Canary", "12345-A", "anna", "@"] { #expect(!text.contains(word)) }
    }

    @Test("it is ready while each account is heard of within three intervals, and says what is not")
    func readiness() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let desk = Self.desk(f)
        func ready() async -> (Int, String) {
            let answer = await Self.get(desk, "/readyz")
            return (answer.status, String(decoding: answer.body, as: UTF8.self))
        }
        #expect(await Self.get(desk, "/healthz").status == 200)
        #expect(
            await ready() == (
                503, #"{"ready":false,"reasons":[{"name":"shop","part":"mailbox","reason":"starting"}]}"# + "\n"
            ))
        f.context.meter.mailboxWorks("shop", "INBOX", at: f.now)
        #expect(await ready().0 == 200)
        f.context.meter.marketplaceWorks("conrad", at: f.now)
        f.context.meter.mailboxFails("shop", "INBOX", "gone", at: f.now)
        f.advance(.seconds(180))
        #expect(await ready().0 == 200)
        f.advance(.seconds(1))
        let (status, text) = await ready()
        #expect(status == 503)
        #expect(text.contains(#"{"age":181,"name":"shop","part":"mailbox","reason":"silent"}"#))
        #expect(text.contains(#"{"age":181,"name":"conrad","part":"marketplace","reason":"silent"}"#))
        try (f.store as? SQLiteStore)?.close()
        #expect(await ready().1.contains(#""part":"store","reason":"unusable""#))
        #expect(await Self.get(desk, "/metrics").status == 503)
        #expect(await Self.get(desk, "/healthz").status == 200)
    }

    @Test("a marketplace whose first look failed is not ready, one that was not asked yet is")
    func firstLook() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        f.context.meter.mailboxWorks("shop", "INBOX", at: f.now)
        let desk = Self.desk(f)
        #expect(await Self.get(desk, "/readyz").status == 200)
        f.context.meter.marketplaceFails("conrad", "server: 500")
        let answer = await Self.get(desk, "/readyz")
        #expect(answer.status == 503)
        #expect(
            String(decoding: answer.body, as: UTF8.self)
                == #"{"ready":false,"reasons":[{"name":"conrad","part":"marketplace","reason":"failed"}]}"# + "\n")
        // Later failures count when it was silent for too long.
        f.context.meter.marketplaceWorks("conrad", at: f.now)
        f.context.meter.marketplaceFails("conrad", "server: 500")
        #expect(await Self.get(desk, "/readyz").status == 200)
    }

    @Test("only events that are counted have a series")
    func eventSeries() async throws {
        let lines = await Self.lines(Self.desk(try BridgeFixture(ScriptedConnector(.init()))))
        let names = lines.compactMap { $0.wholeMatch(of: /mailbridge_events_total\{event="([a-z-]+)"\} 0/)?.1 }
        #expect(names.count > 50)
        for name in ["reply-queued", "web-key-refused", "queue-hold", "store-failed"] {
            #expect(names.contains(Substring(name)), "\(name)")
        }
        for name in ["configuration-refused", "service-started", "web-listening", "data-viewed", "automatic-mail"] {
            #expect(!names.contains(Substring(name)), "\(name)")
        }
    }

    @Test("foreign names, other paths and methods are refused")
    func refusals() async throws {
        let desk = Self.desk(try BridgeFixture(ScriptedConnector(.init())))
        #expect(await Self.get(desk, "/metrics", host: "evil.example").status == 421)
        #expect(await Self.get(desk, "/").status == 404)
        let post = WebRequest(method: "POST", target: "/metrics", fields: [("Host", "localhost")])
        #expect(await desk.answer(post).status == 405)
    }
}

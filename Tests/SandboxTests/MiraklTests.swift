import Domain
import Testing

@testable import Sandbox

@Suite("Mirakl carries out")
struct MiraklTests {
    @Test("an answer: it stops the clock, and the buyer sees its text without markup")
    func answer() throws {
        var fixture = try MiraklFixture()
        #expect(fixture.standIn.threads[0].shopReplyNeededSince == start)
        let file = (
            header: "name=\"files\"; filename=\"Beleg ü.pdf\"\r\nContent-Type: application/pdf", content: "%PDF"
        )
        let reply = fixture.ask(fixture.post(input: fixture.goodInput, more: [file]))
        #expect(reply.status == 201)
        #expect(reply.body?["thread_id"] == .string(fixture.thread))
        let thread = fixture.standIn.threads[0]
        #expect(reply.body?["message_id"]?.string == thread.messages.last?.id)
        #expect(thread.shopReplyNeededSince == nil)
        let conversation = try #require(fixture.standIn.conversations.first)
        let message = try #require(conversation.messages.last)
        #expect(message.role == .seller)
        #expect(message.text == "Ihr Paket ist unterwegs.\nViele Gr&uuml;&szlig;e & Dank")
        #expect(message.attachments.map(\.name) == ["Beleg ü.pdf"])
        #expect(!conversation.awaitsSeller)

        let id = try #require(message.attachments.first).id
        let download = try fixture.standIn.carryOut(MiraklFixture.get("inbox/threads/\(id)/download"), now: start)
        #expect(download.body == Array("%PDF".utf8))
        #expect(download.headers.contains { $0 == ("Content-Type", "application/octet-stream") })
    }

    @Test("the buyer's second message starts the clock again, a third does not move it")
    func clock() throws {
        var fixture = try MiraklFixture()
        _ = fixture.ask(fixture.post(input: fixture.goodInput), at: start + .seconds(10))
        var message = BuyerMessage(marketplace: .mirakl, language: "de", name: "Erika M.", text: "Und nun?")
        message.conversation = fixture.thread
        _ = try fixture.standIn.receive(message, now: start + .seconds(20))
        _ = try fixture.standIn.receive(message, now: start + .seconds(30))
        let body = fixture.ask(MiraklFixture.get("inbox/threads/\(fixture.thread)")).body
        let metadata = try #require(body?["metadata"])
        #expect(metadata["shop_reply_needed_since"] == .time(start + .seconds(20)))
        #expect(metadata["total_count"] == 4)
        #expect(metadata["last_sender"]?["type"] == "CUSTOMER_USER")
        // Newest first: whoever trusts the order of messages is found out.
        let dates = body?["messages"]?.array?.compactMap { $0["date_created"]?.string } ?? []
        #expect(dates == dates.sorted().reversed())
    }

    @Test("lists threads page by page, each thread once")
    func pages() throws {
        var fixture = try MiraklFixture()
        for number in 0..<24 {
            var message = BuyerMessage(marketplace: .mirakl, language: "en", name: "B", text: "Question \(number)")
            message.order = "26000000\(number + 10)-A"
            _ = try fixture.standIn.receive(message, now: start + .seconds(Int64(number)))
        }
        var seen: [String] = []
        var target = "inbox/threads?shop_id=2042&with_messages=true&limit=10"
        var sizes: [Int] = []
        while true {
            let answer = fixture.ask(MiraklFixture.get(target))
            let threads = try #require(answer.body?["data"]?.array)
            sizes.append(threads.count)
            seen += threads.compactMap { $0["id"]?.string }
            #expect(threads.allSatisfy { $0["messages"]?.array?.count == 1 })
            guard let token = answer.body?["next_page_token"]?.string else { break }
            // Filters beside the token are ignored.
            target = "inbox/threads?page_token=\(token.replacing("=", with: "%3D"))&limit=100"
        }
        #expect(sizes == [10, 10, 5])
        #expect(Set(seen).count == 25)
    }

    @Test("filters by order and by time of change, which is inclusive")
    func filters() throws {
        var fixture = try MiraklFixture()
        var other = BuyerMessage(marketplace: .mirakl, language: "en", name: "B", text: "Hello")
        other.order = "2500000002-A"
        _ = try fixture.standIn.receive(other, now: start + .seconds(5))
        let byOrder = "inbox/threads?entity_type=MMP_ORDER&entity_id=2500000001-A,2500000009-A"
        #expect(fixture.ask(MiraklFixture.get(byOrder)).body?["data"]?.array?.count == 1)
        let since = "inbox/threads?updated_since=\(start + .seconds(5))"
        #expect(fixture.ask(MiraklFixture.get(since)).body?["data"]?.array?.count == 1)
        let offset = "inbox/threads?updated_since=2026-11-20T00:00:00%2B00:00"
        #expect(fixture.ask(MiraklFixture.get(offset)).body?["data"]?.array?.count == 2)
    }

    @Test("shows without messages neither messages nor the log of clicks")
    func withoutMessages() throws {
        var fixture = try MiraklFixture()
        let thread = try #require(fixture.ask(MiraklFixture.get("inbox/threads")).body?["data"]?.array?.first?.object)
        #expect(thread["messages"] == nil)
        #expect(thread["no_store_reply_needed"] == nil)
        #expect(thread["authorized_participants"]?.array?.last?.object?.keys.contains("id") == false)
    }

    @Test("orders, reasons, account, platform and version")
    func reference() throws {
        var fixture = try MiraklFixture()
        let orders = fixture.ask(MiraklFixture.get("orders?order_ids=2500000001-A&shop_id=2042")).body
        #expect(orders?["total_count"] == 1)
        #expect(orders?["orders"]?.array?.first?["order_id"] == "2500000001-A")
        #expect(fixture.ask(MiraklFixture.get("orders?order_ids=1-A")).body?["total_count"] == 0)
        #expect(fixture.ask(MiraklFixture.get("reasons?locale=en")).body?["reasons"]?.array?.count == 6)
        #expect(fixture.ask(MiraklFixture.get("account")).body?["shop_id"] == 2042)
        let features = fixture.ask(MiraklFixture.get("platform/configuration")).body?["features"]
        #expect(features?["no_reply_needed"] == true)
        #expect(fixture.ask(MiraklFixture.get("version")).status == 200)
    }

    @Test(
        "light HTML becomes what a buyer reads",
        arguments: [
            ("a<br>b<br/>c<br />d", "a\nb\nc\nd"), ("a\nb", "a b"), ("<b>a</b> &lt;b&gt;", "a <b>"),
            ("1 < 2", "1 < 2"), ("&amp;lt; &#8364; &#x20AC; &bogus; &", "&lt; € € &bogus; &"),
            ("x<script>alert(1)</script>", "xalert(1)"),
        ])
    func lightHTML(_ html: String, _ text: String) {
        #expect(LightHTML.text(of: html) == text)
    }
}

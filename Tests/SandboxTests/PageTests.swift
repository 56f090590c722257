import Domain
import Foundation
import Testing

@testable import Sandbox

/// Set `SANDBOX_SCREENSHOTS` to a directory to keep pictures of the page.
@Suite("The page in a real browser", .serialized, .enabled(if: Browser.path != nil))
struct PageTests {
    private static func keep(_ picture: [UInt8], as name: String) throws {
        guard let directory = ProcessInfo.processInfo.environment["SANDBOX_SCREENSHOTS"] else { return }
        try Data(picture).write(to: URL(fileURLWithPath: "\(directory)/\(name).png"))
    }

    @Test("a person writes as the buyer and sees the answer arrive")
    func conversation() async throws {
        let seller = try #require(EmailAddress("shop@seller.example"))
        let sandbox = Sandbox(options: SandboxOptions(sellerAddress: seller, mailboxUser: "shop"))
        try await sandbox.start()
        let port = await sandbox.httpPort
        let browser = try Browser()
        try await browser.show("\(await sandbox.pageURL)#kaufland")
        try await browser.wait(for: "document.querySelectorAll('#examples button').length === 4")
        try Self.keep(try await browser.screenshot(), as: "empty")

        // As the buyer, with text that must stay text.
        try await browser.click("tab-mirakl")
        try await browser.evaluate("document.getElementById('name').value = ''")
        try await browser.type("Jörg <b>Weiß</b>", into: "name")
        try await browser.type("2500000001-A", into: "order")
        try await browser.type(
            "Wo bleibt\nmein Paket?<script>document.title='broken'</script><img src=x>", into: "text")
        try await browser.click("send")
        try await browser.wait(for: "document.querySelectorAll('#messages li.buyer').length === 1")
        try await browser.wait(for: "document.getElementById('status').textContent.startsWith('Sent')")
        let shown = try await browser.evaluate("document.querySelector('#messages .bubble').textContent")
        #expect(shown == "Wo bleibt\nmein Paket?<script>document.title='broken'</script><img src=x>")
        #expect(try await browser.evaluate("document.querySelectorAll('main img, main script, main b b').length") == 0)
        #expect(try await browser.evaluate("document.title") == "Sandbox: write as the buyer")
        let written = try #require(await sandbox.conversations().first)
        #expect(written.buyer == "Jörg <b>Weiß</b>")
        #expect(written.order == "2500000001-A")
        #expect(try await browser.evaluate("document.getElementById('state').textContent") == "waits for the seller")

        // The seller answers through the marketplace's interface.
        let input = #"{"body":"Es ist unterwegs.&lt;br&gt;<br />Viele Grüße","to":[{"type":"CUSTOMER"}]}"#
        let form = MiraklFixture.form([
            (MiraklFixture.inputHeader, input), ("name=\"files\"; filename=\"Beleg.pdf\"", "%PDF"),
        ])
        let answer = try await TestClient.http(
            port: port, "POST", "/mirakl/api/inbox/threads/\(written.id)/message",
            headers: ["Authorization": "sandbox-mirakl-key", "Content-Type": "multipart/form-data; boundary=xYz"],
            body: form)
        #expect(answer?.status == 201)
        try await browser.wait(for: "document.querySelectorAll('#messages li.seller').length === 1")
        let bubble = try await browser.evaluate("document.querySelector('#messages li.seller .bubble').textContent")
        #expect(bubble == "Es ist unterwegs.<br>\nViele Grüße")
        #expect(try await browser.evaluate("document.getElementById('state').textContent") == "answered")
        #expect(try await browser.evaluate("document.querySelector('#messages .files a').textContent") == "Beleg.pdf")

        // The buyer goes on in the same conversation, and starts another elsewhere with an example.
        try await browser.type("Danke!", into: "text")
        try await browser.click("send")
        try await browser.wait(for: "document.querySelectorAll('#messages li.buyer').length === 2")
        try Self.keep(try await browser.screenshot(), as: "conversation")
        try await browser.click("tab-amazon")
        try await browser.click("example-3")
        try await browser.click("send")
        try await browser.wait(for: "document.querySelectorAll('#messages li.buyer').length === 1")
        let amazon = try #require(await sandbox.conversations().first { $0.marketplace == .amazon })
        #expect(amazon.language == "pl")
        #expect(await sandbox.mails().count == 3)

        // An answer elsewhere shows as a number on its tab.
        var more = BuyerMessage(marketplace: .mirakl, language: "de", name: "Conrad", text: "Bitte antworten.")
        more.conversation = written.id
        more.author = .operator
        try await sandbox.write(more)
        try await browser.wait(for: "document.querySelector('#tab-mirakl .badge').textContent === '1'")
        try Self.keep(try await browser.screenshot(), as: "amazon")
        await sandbox.stop()
        try await browser.wait(for: "document.getElementById('status').classList.contains('failed')")
    }
}

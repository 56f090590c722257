import Foundation
import Glibc
import MIME
import TestSupport
import Testing

@testable import Sandbox

/// The status page as a person uses it: the built program, and a real browser. Set `MAILBRIDGE_SCREENSHOTS` to a directory to
/// keep pictures.
@Suite("status page in a real browser", .serialized, .enabled(if: Shop.isAvailable && Browser.path != nil))
struct WebTests {
    private static let token = "canary-web-token"

    private func keep(_ picture: [UInt8], as name: String) throws {
        guard let directory = ProcessInfo.processInfo.environment["MAILBRIDGE_SCREENSHOTS"] else { return }
        try Data(picture).write(to: URL(fileURLWithPath: "\(directory)/\(name).png"))
    }

    @Test("log in, see the deadline, hold an answer and release it, look at a mail in quarantine, log out")
    func page() async throws {
        let place = try TemporaryDirectory()
        let secret = try place.write(Self.token, to: "token")
        chmod(secret, 0o600)
        let ports = try ReservedPorts(1)
        let options = ShopOptions(
            grace: "1h",
            more: """
                [web]
                listen = "127.0.0.1:\(ports[0])"
                token = { file = "\(secret)" }
                [metrics]
                listen = "\(place.path)/metrics"
                """)
        try await withShop(try await Shop.open(options)) { shop in
            try await shop.running.wait(for: "web-listening", count: 2)
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.running.wait(for: "reply-queued")
            try await shop.client.append(BadMails.phishing.bytes(), to: "INBOX")
            try await shop.running.wait(for: "mail-quarantined")

            let browser = try Browser()
            let home = "http://127.0.0.1:\(ports[0])/"
            try await browser.show(home)
            try await browser.wait(for: "document.getElementById('token') !== null")
            try await browser.type("wrong-web-token", into: "token")
            try await browser.evaluate("document.querySelector('main button').click()")
            try await browser.wait(for: "document.querySelector('[role=alert]') !== null")
            try await browser.type(Self.token, into: "token")
            try await browser.evaluate("document.querySelector('main button').click()")
            try await browser.wait(for: "document.querySelectorAll('tr[data-due]').length === 1")
            let text = try await browser.evaluate("document.body.innerText").string ?? ""
            #expect(text.contains(receipt.order) && text.contains("Conrad"))
            #expect(!text.contains("Zerlina") && !text.contains("parcel"))
            // The policy lets our style and our script through: the card is round, the time runs.
            #expect(
                try await browser.evaluate("getComputedStyle(document.querySelector('.card')).borderTopLeftRadius")
                    == "12px")
            try await browser.evaluate("document.querySelector('tr[data-due]').dataset.due = Date.now() + 90500")
            try await browser.wait(for: "document.querySelector('tr[data-due] time').textContent.includes('min')")
            #expect(try await browser.evaluate("document.querySelector('tr[data-due] .pill').textContent") == "Soon")
            try keep(try await browser.screenshot(), as: "overview")

            try await browser.show("\(home)queue")
            try await browser.wait(for: "document.querySelectorAll('main form').length === 2")
            try await browser.evaluate("document.querySelector('[value=hold]').form.querySelector('button').click()")
            try await browser.wait(for: "document.querySelector('[value=release]') !== null")
            #expect(try await shop.queue().map(\.state) == ["held"])
            try await shop.running.wait(for: "queue-hold", "outbox=1")
            try await browser.evaluate("document.querySelector('[value=release]').form.querySelector('button').click()")
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")

            try await browser.show("\(home)quarantine")
            try await browser.wait(for: "document.querySelectorAll('main td a').length === 1")
            try await browser.evaluate("document.querySelector('main td a').click()")
            try await browser.wait(for: "document.querySelector('pre') !== null")
            #expect(try await browser.evaluate("document.querySelectorAll('pre *, main img, main iframe').length") == 0)
            try keep(try await browser.screenshot(), as: "mail")

            try await browser.evaluate("document.querySelector('footer button').click()")
            try await browser.wait(for: "document.getElementById('token') !== null")
        }
    }

    @Test("metrics and health over the socket; a stop takes the socket away")
    func metrics() async throws {
        let place = try TemporaryDirectory()
        let path = "\(place.path)/metrics"
        let options = ShopOptions(more: "[metrics]\nlisten = \"\(path)\"")
        try await withShop(try await Shop.open(options)) { shop in
            try await shop.running.wait(for: "web-listening")
            func get(_ target: String) async throws -> String {
                try await offPool {
                    let socket = try LoopbackSocket(path: path)
                    defer { socket.close() }
                    try socket.send("GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    var bytes: [UInt8] = []
                    while let more = try? socket.receive(), !more.isEmpty { bytes += more }
                    return String(decoding: bytes, as: UTF8.self)
                }
            }
            try await eventually("it is ready") { try await get("/readyz").hasPrefix("HTTP/1.1 200") }
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.report("receipt", receipt, at: .mirakl)
            let text = try await get("/metrics")
            #expect(text.contains(#"mailbridge_posts_total{marketplace="conrad",result="confirmed"} 1"#))
            #expect(text.contains(#"mailbridge_mails_total{mailbox="service",outcome="ticket"} 1"#), "\(text)")
            for word in [receipt.order, "anary", "@"] { #expect(!text.contains(word)) }
            #expect(try await shop.running.end().status == 0)
            #expect(readText(path).isEmpty && (try? LoopbackSocket(path: path)) == nil)
            try await shop.serve()
        }
    }
}

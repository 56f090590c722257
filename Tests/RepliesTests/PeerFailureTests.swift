import Domain
import MIME
import Replies
import Testing

/// What other mailbox-to-ticket products got wrong, by the number of the report.
@Suite("Known failures of others")
struct PeerFailureTests {
    private let ticket: TicketFixture

    init() throws { ticket = try #require(TicketFixture(.en)) }

    private var quoted: String { ticket.lines.map { "> \($0)" }.joined(separator: "\n") }

    @Test("the header block above the marker is cut (freescout#5545)")
    func headerBlock() {
        let text =
            "It ships today.\n\nFrom: Ticket Bridge <tickets@bridge.example>\nSent: Thursday, 26 November 2026 10:05\nTo: Jonas\nSubject: Holder\n\n"
        let result = replyMail(text: text + ticket.lines.joined(separator: "\n")).reply()
        #expect(result.decision == .relay)
        #expect(result.text == "It ships today.")
    }

    @Test("a header block in an unknown language above the marker is cut")
    func unknownHeaderBlock() {
        let text =
            "It ships today.\n\nNgirih: Ticket Bridge <tickets@bridge.example>\nPadah: 26 Nov 2026 10:05\nKulo: Jonas\nSikap: Holder\n\n"
        #expect(replyMail(text: text + ticket.lines.joined(separator: "\n")).reply().text == "It ships today.")
        let line = "It ships today.\n\nIke 26.11.2026 10:05 Ticket Bridge <tickets@bridge.example> kirim:\n"
        #expect(replyMail(text: line + quoted).reply().text == "It ships today.")
    }

    @Test(
        "an attribution without clock or address right above the marker is cut",
        arguments: ["On 3 March, the shop wrote:", "Am Dienstag schrieb der Shop:", "Le 3 mars, la boutique a écrit :"])
    func bareAttribution(_ line: String) {
        let result = replyMail(text: "It ships today.\n\n\(line)\n\n\(quoted)").reply()
        #expect(result.text == "It ships today." || result.decision != .relay)
    }

    @Test("the marker has no dashes that clients take for a signature (osTicket#5548, freescout#461)")
    func marker() {
        #expect(ticket.marker.first?.isLetter ?? false)
        #expect(!ticket.marker.contains("--") && !ticket.marker.contains("##"))
    }

    @Test("a wrapped marker is cut as a whole")
    func wrappedMarker() {
        let parts = ticket.marker.split(separator: " ")
        let wrapped = "> \(parts.dropLast(3).joined(separator: " "))\n> \(parts.suffix(3).joined(separator: " "))"
        let text =
            "It ships today.\n\nOn 26/11/2026 10:05, Ticket Bridge wrote:\n\(wrapped)\n>\n> \(ticket.customer[1])\n"
        #expect(replyMail(text: text).reply().text == "It ships today.")
        let bare = "It ships today.\n\n" + wrapped.replacing("> ", with: "") + "\n\n" + ticket.customer[1]
        #expect(replyMail(text: bare).reply().text == "It ships today.")
        #expect(replyMail(text: bare).reply(to: [ticket.sent]).text == "It ships today.")
    }

    @Test("an answer typed inside the quote is not empty (freescout#3235)")
    func insideQuote() {
        let text = "On 26/11/2026 10:05, Ticket Bridge wrote:\n> It ships today, sorry for the delay.\n\(quoted)"
        let result = replyMail(text: text).reply(to: [ticket.sent])
        #expect(result.decision == .hold(.quotedNewText))
        #expect(result.text == "It ships today, sorry for the delay.")
    }

    @Test("an interleaved answer is whole (freescout#2578)")
    func interleaved() {
        let lines = ticket.lines.map {
            $0 == ticket.customer[1] ? "> \($0)\n\nFirst answer.\n\nSecond line of it.\n" : "> \($0)"
        }
        let result = replyMail(text: "On 26/11/2026 10:05, Ticket Bridge wrote:\n" + lines.joined(separator: "\n"))
            .reply(to: [ticket.sent])
        #expect(result.decision == .hold(.interleaved))
        #expect(result.text == "First answer.\n\nSecond line of it.")
    }

    @Test("a long answer below the quote is whole (freescout#3314, #5624)")
    func bottomPost() {
        let answer = (1...80).map { "Line \($0) of a long answer to a patient buyer." }.joined(separator: "\n")
        let result = replyMail(text: "On 26/11/2026 10:05, Ticket Bridge wrote:\n\(quoted)\n\n\(answer)\n").reply(to: [
            ticket.sent
        ])
        #expect(result.decision == .relay)
        #expect(result.text == answer)
    }

    @Test("a blockquote for layout is no history (freescout#4460, #778)")
    func layoutBlockquote() {
        let html =
            "<p>Please do this:</p><blockquote><p>Hold the key for ten seconds.</p></blockquote><p>Then it works.</p>"
            + "<div class=\"gmail_quote\"><div class=\"gmail_attr\">On Thu, 26 Nov 2026 at 10:05, Ticket Bridge &lt;t@bridge.example&gt; wrote:</div>"
            + "<blockquote class=\"gmail_quote\">\(ticket.html())</blockquote></div>"
        let result = replyMail(html: html).reply(to: [ticket.sent])
        #expect(result.decision == .relay)
        #expect(result.text == "Please do this:\n\nHold the key for ten seconds.\n\nThen it works.")
    }

    @Test("gmail_quote around the answer itself is no history (talon#252, talon#20)")
    func gmailQuote() {
        let html = "<div class=\"gmail_quote\"><div>It ships today.</div><div>Sorry for the delay.</div></div>"
        #expect(replyMail(html: html).reply().text == "It ships today.\nSorry for the delay.")
        let block = "<div class=\"gmail_quote\"><blockquote class=\"gmail_quote\">It ships today.</blockquote></div>"
        #expect(replyMail(html: block).reply().text == "It ships today.")
    }

    @Test("one div around reply and history is cut inside (talon#48)")
    func oneDiv() {
        let html =
            "<div><div>It ships today.<br><br>On 26/11/2026 10:05, Ticket Bridge wrote:<br>\(ticket.html())</div></div>"
        #expect(replyMail(html: html).reply(to: [ticket.sent]).text == "It ships today.")
    }

    @Test("history without quote marks is cut (github/email_reply_parser#40)")
    func unquoted() {
        let text =
            "It ships today.\n\nOn Thursday, 26 November 2026 at 10:05:22 CET, Ticket Bridge <t@bridge.example> wrote:\n\nHello,\nwhere is it?\n"
        #expect(replyMail(text: text).reply().text == "It ships today.")
    }

    @Test("a blank before the quote mark does not hide it (crisp-oss/email-reply-parser#32)")
    func blankBeforeMark() {
        let text = "It ships today.\n\n On 26/11/2026 10:05, Ticket Bridge wrote:\n >\n > Hello,\n  > where is it?\n"
        #expect(replyMail(text: text).reply().text == "It ships today.")
    }

    @Test("an edited line of ours is asked about, not lost (talon#149)")
    func edited() {
        let changed = quoted.replacing(
            "when I opened the box", with: "when I opened the box (which box? please send a photo)")
        let result = replyMail(text: "On 26/11/2026 10:05, Ticket Bridge wrote:\n\(changed)\n").reply(to: [ticket.sent])
        #expect(result.decision != .relay)
        #expect(result.text.contains("please send a photo"))
    }

    @Test("an absence mail answers nothing (zammad#193, osTicket#1041, osTicket#1744)")
    func absence() {
        let mail = replyMail(text: "I am away until Monday.\n\n\(quoted)")
        #expect(mail.reply(to: [ticket.sent]).decision == .relay)
        let head =
            "From: a@b.example\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nI am away until Monday.\r\n"
        let result = Message(parsing: Array(head.utf8)).reply()
        #expect(result.reason == "auto-reply")
        #expect(result.text.isEmpty)
    }
}

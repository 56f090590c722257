import Domain
import Foundation
import MIME
import Replies
import Testing

@Suite("Mails and own texts that clients attach to a reply")
struct AttachedMailTests {
    private let ticket: TicketFixture
    private let own: OwnAddresses

    init() throws {
        ticket = try #require(TicketFixture(.de))
        own = OwnAddresses(
            replyAddresses: [try #require(EmailAddress("tickets@bridge.example"))], domains: ["bridge.example"])
    }

    private struct File {
        var type: String
        var name: String?
        var content: String
        var coding = "8bit"
        var extra = ""
    }

    private func reply(_ text: String = "Ja, gern.", _ files: File...) -> (Message, ReplyExtraction) {
        var mail =
            "From: Jonas <hallo@lampert.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
            + "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n\(text)\n"
        for file in files {
            let name = file.name.map { "; filename=\"\($0)\"" } ?? ""
            mail += "--b\nContent-Type: \(file.type)\nContent-Disposition: attachment\(name)\n\(file.extra)"
            mail += "Content-Transfer-Encoding: \(file.coding)\n\n\(file.content)\n"
        }
        let message = Message(parsing: Array((mail + "--b--\n").replacing("\n", with: "\r\n").utf8))
        return (message, message.reply(to: [ticket.sent], own: own))
    }

    /// A mail as text; `head` makes it ours or not.
    private func mail(_ head: String, body: String? = nil, type: String = "text/plain") -> String {
        "From: Ticket Bridge <tickets@bridge.example>\nTo: hallo@lampert.example\nSubject: Frage\n\(head)"
            + "MIME-Version: 1.0\nContent-Type: \(type); charset=utf-8\n\n\(body ?? "Nur ein Text.")"
    }

    private var ownMails: [String] {
        [
            mail("X-MAILBRIDGE-Kind: receipt\n"), mail("Message-ID: <mb-\(ticket.token.text).3@Bridge.example>\n"),
            mail("", body: ticket.lines.joined(separator: "\n")), mail("", body: ticket.html(), type: "text/html"),
            mail("", body: "<p>[[mb:<b>K7Q2</b>-9F]]</p>", type: "text/html"),
            "Subject: FW\nContent-Type: message/rfc822\n\n" + mail("X-Mailbridge-Kind: ticket\n"),
        ]
    }

    @Test("the attached original is left out without a word, however it is attached")
    func ownMail() {
        let invoice = File(type: "application/pdf", name: "Rechnung.pdf", content: "AAAA", coding: "base64")
        for mail in ownMails {
            let wire = mail.replacing("\n", with: "\r\n")
            let files = [
                File(type: "message/rfc822", content: mail),
                File(type: "message/rfc822", name: "Frage.eml", content: mail),
                File(type: "application/octet-stream", name: "Frage.eml", content: mail),
                File(type: "application/octet-stream", content: base64(wire), coding: "base64"),
                File(type: "message/rfc822", content: base64(wire), coding: "base64"),
                File(type: "text/plain", name: "Frage.EML", content: mail),
            ]
            for file in files {
                let (message, result) = reply("Ja, gern.", file, invoice)
                #expect(result.decision == .relay, "\(file)")
                #expect(
                    result.attachments.map { message.fileName(of: message.parts[$0]) } == ["Rechnung.pdf"], "\(file)")
            }
        }
    }

    @Test("another attached mail does not go out, and the agent is asked")
    func foreignMail() {
        let mail = mail("Message-ID: <x@shop.example>\n", body: "Einkauf 31,90 EUR")
        for file in [
            File(type: "message/rfc822", content: mail), File(type: "message/rfc822", content: ""),
            File(type: "message/partial; id=a; number=1", content: mail), File(type: "message/x-unknown", content: "?"),
            File(type: "application/octet-stream", name: "Frage.eml", content: mail),
            File(type: "application/octet-stream", content: mail), File(type: "text/rfc822-headers", content: mail),
            File(type: "application/vnd.ms-outlook", name: "Frage.msg", content: "AAAA", coding: "base64"),
        ] {
            let (_, result) = reply("Ja, gern.", file)
            #expect(result.decision == .hold(.attachedMessage), "\(file)")
            #expect(result.attachments.isEmpty, "\(file)")
            #expect(result.text == "Ja, gern.")
        }
        #expect(HoldReason.attachedMessage.rawValue == "attached-message")
    }

    @Test("files in a winmail.dat do not go out, and the agent is asked; one without files is nothing")
    func packedFiles() {
        let head = "eJ8+IgEA"
        // Signature, key, and one attribute of a message; then one of an attachment.
        let plain = "eJ8+IgEAAQaQCAAEAAAAAAABAAEA"
        for (type, name, content, isHeld) in [
            ("application/ms-tnef", "winmail.dat", head + "AgA=", true),
            ("application/octet-stream", "WINMAIL.DAT", head + "AgA=", true),
            ("application/ms-tnef", "winmail.dat", plain, false),
            ("application/octet-stream", "winmail.dat", plain, false),
        ] {
            let (_, result) = reply("Ja, gern.", File(type: type, name: name, content: content, coding: "base64"))
            #expect(result.decision == (isHeld ? .hold(.packedFiles) : .relay), "\(type) \(content)")
            #expect(result.attachments.isEmpty && result.text == "Ja, gern.")
        }
        #expect(HoldReason.packedFiles.rawValue == "packed-files")
    }

    @Test("an Outlook item of ours is known by its marker in UTF-16")
    func outlookItem() {
        let bytes = "xx [[mb:K7Q2-9F]] xx".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let file = File(
            type: "application/octet-stream", name: "Frage.msg",
            content: base64(String(decoding: bytes, as: UTF8.self)),
            coding: "base64")
        let (_, result) = reply("Ja, gern.", file)
        #expect(result.decision == .relay)
        #expect(result.attachments.isEmpty)
    }

    @Test("texts with the marker are ours, others go out")
    func texts() {
        let (message, result) = reply(
            "Ja, gern.",
            File(type: "text/plain; charset=utf-8", name: "Frage.txt", content: ticket.lines.joined(separator: "\n")),
            File(type: "text/html; charset=utf-8", name: "Frage.html", content: ticket.html()),
            File(type: "application/octet-stream", name: "Frage.htm", content: ticket.html()),
            File(
                type: "text/plain", name: "Anleitung.txt", content: "To: Kiel\nDate: heute\nFrom: Lampert\n\nAnleitung"),
            File(type: "text/csv", name: "Teile.csv", content: "a;b"),
            File(type: "application/octet-stream", name: "Plan.dwg", content: "AAAA", coding: "base64"))
        #expect(result.decision == .relay)
        #expect(
            result.attachments.map { message.fileName(of: message.parts[$0]) }
                == ["Anleitung.txt", "Teile.csv", "Plan.dwg"])
    }

    @Test("a picture inside an attached mail does not go out under the name of one that the answer shows")
    func pictures() {
        let inner =
            mail(
                "X-Mailbridge-Kind: ticket\n",
                body: "--i\nContent-Type: text/plain\n\nx\n--i\nContent-Type: image/png\n"
                    + "Content-ID: <p@x>\n\nAAAA\n--i--", type: "multipart/related; boundary=i")
        let text =
            "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
            + "Content-Type: text/html\n\n<p>Siehe <img src=\"cid:p@x\"></p>\n--b\nContent-Type: message/rfc822\n\n"
            + "\(inner)\n--b--\n"
        let result = Message(parsing: Array(text.replacing("\n", with: "\r\n").utf8)).reply()
        #expect(result.decision == .relay)
        #expect(result.attachments.isEmpty)
    }

    private func base64(_ text: String) -> String {
        Data(text.utf8).base64EncodedString(options: .lineLength76Characters)
    }
}

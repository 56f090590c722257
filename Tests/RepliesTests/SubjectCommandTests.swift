import MIME
import Replies
import Testing

@Suite("Commands in the subject")
struct SubjectCommandTests {
    private func reply(_ subject: String, _ body: String = "") -> ReplyExtraction {
        let mail =
            "From: a@shop.example\r\nSubject: \(subject)\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n\(body)"
        return Message(parsing: Array(mail.utf8)).reply()
    }

    @Test(
        "a subject that is a command counts as the first line",
        arguments: [
            ("#close", "close", ""), ("#Schließen", "close", ""), ("#snooze 2d", "snooze", "2d"),
            ("#refund: 12.50 EUR", "refund", "12.50 EUR"), ("#close [mb:abcdefghijklmnopqrstuvwx23]", "close", ""),
            ("#note [red] box", "note", "[red] box"),
        ])
    func command(subject: String, name: String, arguments: String) {
        for body in ["", "\r\n\r\n"] {
            let found = reply(subject, body)
            #expect(found.commands.map(\.name.shown) == [name])
            #expect(found.commands.first?.arguments == arguments && found.commands.first?.line == 0)
            #expect(found.decision == .ignore(.commandsOnly))
        }
    }

    @Test(
        "a ticket's own subject is none, whatever the buyer wrote in it",
        arguments: [
            "Re: [Conrad 1-A] #close", "AW: #close", "Fwd: #refund", "[Conrad 1-A] #close", "#4711 where is it",
            "close",
            "Re: Re: #close", "Please confirm: [Conrad 1-A] #close",
        ])
    func none(subject: String) { #expect(reply(subject, "Yes.\r\n").commands.isEmpty) }

    @Test("text below goes with it, and the same command in the text counts once")
    func together() {
        let found = reply("#close", "It comes tomorrow.\r\n")
        #expect(found.text == "It comes tomorrow." && found.decision == .relay && found.commands.count == 1)
        #expect(reply("#close", "#close\r\n").commands.count == 1)
        #expect(reply("#clsoe", "x y\r\n").decision == .hold(.unknownCommand))
        #expect(!reply("#close", "ok\r\n").isConsent)
    }
}

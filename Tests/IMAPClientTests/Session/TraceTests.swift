import Domain
import Synchronization
import TestSupport
import Testing
import Transport

@testable import IMAPClient

@Suite(.timeLimit(.minutes(2)))
struct TraceTests {
    private static let lines: [(String, String)] = [
        ("* OK ready", "S: * OK ready"),
        ("+ idling", "S: + idling"),
        ("+ eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=", "S: + …"),
        (
            "* 1 FETCH (UID 1 BODY[] \"My password is \\\"x\\\" and\" FLAGS (\\Seen))",
            "S: * 1 FETCH (UID 1 BODY[] \"…\" FLAGS (\\Seen))"
        ),
        ("* 1 fetch (BODY[] \"secret", "S: * 1 fetch (BODY[] \""),
        ("* LIST () \"/\" \"K\"", "S: * LIST () \"/\" \"K\""),
        ("* \u{1B}[2J\u{7}", "S: *  [2J "),
        ("* OK \u{9B}2J\u{202E}x", "S: * OK  2J\u{FFFD}x"),
        ("Dear shop, my name is", "S: <21 octets>"),
        ("m12 OK done", "S: m12 OK done"),
        ("mail me, please", "S: <15 octets>"),
    ]

    @Test("lines of the server are shown without what may be a mail or a secret", arguments: lines)
    func server(_ line: String, _ shown: String) {
        #expect(TraceLine(server: Array(line.utf8)).description == shown)
    }

    @Test("commands are shown with folders and flags; of a mail only the length is seen") func client() {
        let mail = OutgoingMail(Array("Subject: secret\r\n\r\n".utf8), flags: [.seen])
        #expect(
            TraceLine(client: .append([mail], to: "Größe"), tag: "m1").text == "m1 APPEND \"Größe\" (\\Seen) {19}")
        #expect(TraceLine(client: .uidFetch(UIDSet(UID(4)), "FLAGS"), tag: "m2").text == "m2 UID FETCH 4 (FLAGS)")
        #expect(TraceLine(server: Array("* ".utf8) + [UInt8](repeating: 0x61, count: 5000)).text.utf8.count < 400)
    }

    @Test("tokens are left out of the trace, whole or cut")
    func tokens() {
        let token = "abcdefghijklmnopqrstuvwx23"
        let line = "* LIST () \"/\" \"mb-\(token).7@seller.example\" shop+\(token.uppercased())@seller.example"
        #expect(
            TraceLine(server: Array(line.utf8)).text
                == "* LIST () \"/\" \"mb-….7@seller.example\" shop+…@seller.example")
        let search = TraceLine(client: Command("UID SEARCH", [.string(Array("mb-\(token).7@x".utf8))]), tag: "m1")
        #expect(search.text == "m1 UID SEARCH \"mb-….7@x\"")
        for length in 0...40 {
            let line = "* OK " + String(repeating: "-", count: 300 - length) + token
            let shown = TraceLine(server: Array(line.utf8)).text
            #expect(!shown.contains(token.prefix(7)), "\(length)")
        }
    }

    @Test("the last lines are kept, oldest first") func ring() {
        var transcript = Transcript()
        for number in 1...60 { transcript.note(TraceLine(client: "m\(number)")) }
        #expect(transcript.lines.map(\.text) == (37...60).map { "m\($0)" })
    }

    @Test("a trace can be switched on and off while connections live; nothing of password or mail is in it")
    func toggled() async throws {
        let secret = "Sehr geheim"
        let server = try FakeServer(mails: [Array("Subject: x\r\n\r\n\(secret)".utf8)])
        let lines = Journal<String>()
        var account = server.account()
        let trace = ProtocolTrace { lines.append("\($0) \($1)") }
        account.options.trace = trace
        let session = try await account.connect()
        try await session.noop()
        #expect(lines.entries.isEmpty)
        #expect(trace.toggle())
        try await session.select(.inbox)
        try await session.fetch([UID(1)]) { _ in }
        #expect(!trace.toggle())
        let count = lines.entries.count
        try await session.noop()
        #expect(lines.entries.count == count)
        #expect(lines.entries.first?.hasPrefix("fake#1 C: m") == true)
        #expect(lines.entries.contains { $0.hasSuffix("UID FETCH 1 (UID FLAGS INTERNALDATE BODY.PEEK[])") })
        #expect(!lines.entries.contains { $0.contains("geheim") })
        #expect(await session.transcript.contains { $0.text.hasPrefix("* OK fake") } || count > 10)
        await session.logout()
    }
}

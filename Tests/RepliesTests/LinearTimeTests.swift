import Domain
import MIME
import Replies
import Testing

@Suite("Time grows with length only")
struct LinearTimeTests {
    /// Just below the limit of what is read; a twentieth of it in debug builds, which are slow.
    static let quarter = (250 << 10) / part
    #if DEBUG
        static let part = 20
    #else
        static let part = 1
    #endif

    @Test(
        "bodies made to be slow are read in little time",
        arguments: [
            String(repeating: ">", count: 1 << 20), String(repeating: ">", count: quarter),
            String(repeating: ">\n", count: quarter / 2),
            String(repeating: "--\n", count: quarter / 3), String(repeating: "-- \n", count: quarter / 4),
            String(repeating: "\n", count: quarter),
            String(repeating: "On On On wrote wrote wrote ", count: quarter / 27),
            String(repeating: "On 1.1.2026 10:00\n", count: quarter / 18),
            String(repeating: "Von:\n", count: quarter / 5), String(repeating: "a@", count: quarter / 2),
            String(repeating: "[[mb:", count: quarter / 5),
            String(repeating: "1 ", count: quarter / 2), String(repeating: "www.", count: quarter / 4),
            String(repeating: "#a\n", count: quarter / 3),
            String(repeating: "Mit freundlichen Grüßen\n\n", count: quarter / 28),
            String(repeating: "> x\ny\n", count: quarter / 6),
        ])
    func text(body: String) {
        let clock = ContinuousClock()
        let time = clock.measure { _ = replyMail(text: body).reply() }
        #expect(time < .seconds(limit), "\(body.prefix(12))… took \(time)")
    }

    @Test(
        "HTML made to be slow is read in little time",
        arguments: [
            String(repeating: "<div>", count: 200_000 / part), String(repeating: "<blockquote>x", count: 60_000 / part),
            String(repeating: "</div><p>", count: 100_000 / part), String(repeating: "<p>x", count: 100_000 / part),
            String(repeating: "<a class='x_x_x_x_gmail_quote y z'>", count: 30_000 / part),
            String(repeating: "<br>", count: 200_000 / part),
            "<div class='" + String(repeating: "a ", count: 200_000 / part) + "'>x",
            String(repeating: "<li><ol>", count: 60_000 / part),
        ])
    func html(body: String) {
        let clock = ContinuousClock()
        let time = clock.measure { _ = replyMail(html: body).reply() }
        #expect(time < .seconds(limit), "\(body.prefix(12))… took \(time)")
    }

    @Test("a long known history does not slow the comparison")
    func sent() throws {
        let lines = (0..<8_000).map { "Line \($0) of the long story that the buyer told" }
        let mail = SentMail(lines: lines.map { .init($0, .customer) })
        let body = "Yes.\n\n" + lines.prefix(4_000).map { "> \($0)" }.joined(separator: "\n")
        let clock = ContinuousClock()
        let time = clock.measure { _ = replyMail(text: body).reply(to: [mail, mail]) }
        #expect(time < .seconds(limit), "took \(time)")
    }

    /// Seconds. Debug builds on busy machines are slow; quadratic time would be far beyond.
    private var limit: Int {
        #if DEBUG
            20
        #else
            1
        #endif
    }
}

import Domain
import MIME
import Replies
import TestSupport
import Testing

@Suite("Time grows with length only")
struct LinearTimeTests {
    /// In bytes, just below what is read at most; a part of it in debug builds, which are slow.
    static let textLength = (250 << 10) / part
    static let htmlLength = (1 << 20) / part
    #if DEBUG
        static let part = 20
        static let limit = 20
    #else
        static let part = 1
        static let limit = 5
    #endif

    private func expectQuick(_ piece: String, _ read: () -> Void) {
        let time = processorTime(of: read)
        #expect(time < .seconds(Self.limit), "\(piece) took \(time)")
    }

    @Test(
        "text made to be slow is read in little time",
        arguments: [
            ">", ">\n", "--\n", "-- \n", "\n", "On On On wrote wrote wrote ", "On 1.1.2026 10:00\n", "Von:\n", "a@",
            "[[mb:", "1 ",
            "www.", "#a\n", "Mit freundlichen Grüßen\n\n", "> x\ny\n", "_\n", "a.b/", "Tel 0", ":", "<", "[http",
            "schrieb:\n",
        ])
    func text(piece: String) {
        let body = String(repeating: piece, count: Self.textLength / piece.utf8.count)
        expectQuick(piece) { _ = replyMail(text: body).reply() }
    }

    @Test(
        "HTML made to be slow is read in little time",
        arguments: [
            "<div>", "<blockquote>x", "</div><p>", "<p>x", "<a class='x_x_x_x_gmail_quote y z'>", "<br>", "<li><ol>",
            "<img src=cid:a>",
            "<blockquote type=cite>",
        ])
    func html(piece: String) {
        let body = String(repeating: piece, count: Self.htmlLength / piece.utf8.count)
        expectQuick(piece) { _ = replyMail(html: body).reply() }
    }

    @Test("a megabyte of quote marks is not read at all")
    func megabyte() {
        let mail = replyMail(text: String(repeating: ">", count: 1 << 20))
        expectQuick(">") { #expect(mail.reply().decision == .hold(.tooLarge)) }
    }

    @Test("a long known history does not slow the comparison")
    func sent() {
        let lines = (0..<8_000 / Self.part).map { "Line \($0) of the long story that the buyer told" }
        let mail = SentMail(lines: lines.map { .init($0, .customer) })
        let body = "Yes.\n\n" + lines.prefix(lines.count / 2).map { "> \($0)" }.joined(separator: "\n")
        expectQuick("history") { _ = replyMail(text: body).reply(to: [mail, mail]) }
    }
}

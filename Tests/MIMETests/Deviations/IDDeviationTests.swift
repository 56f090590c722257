import MIME
import Testing

@Suite("Deviations: ids")
struct IDDeviationTests {
    static let rows: [(deviation: String, raw: String, ids: [String])] = [
        ("no blank between", "<a@b><c@d>", ["a@b", "c@d"]),
        ("commas between", "<a@b>, <c@d>,<e@f>", ["a@b", "c@d", "e@f"]),
        ("folds between", "<a@b>\r\n\t<c@d>", ["a@b", "c@d"]),
        ("spaces inside", "<a @ b> < c@d >", ["a@b", "c@d"]),
        ("a fold inside", "<abc\r\n def@g>", ["abcdef@g"]),
        ("no angle brackets", "a@b c@d", ["a@b", "c@d"]),
        ("no angle brackets, commas", "a@b,c@d", ["a@b", "c@d"]),
        ("no angle brackets: tokens without @ are no ids", "re: a@b of Monday", ["a@b"]),
        ("Outlook ids with [", "<[F1.2.3]@x.example>", ["[F1.2.3]@x.example"]),
        ("Outlook ids with [", "<!&!AAAAA[x]==@x.example>", ["!&!AAAAA[x]==@x.example"]),
        ("no @ inside the brackets", "<abc>", ["abc"]),
        ("an open bracket", "<a@b> <c@d", ["a@b"]),
        ("an open bracket alone", "<a@b", ["a@b"]),
        ("text around", "Your message <a@b> of Monday", ["a@b"]),
        ("twice the same", "<a@b> <c@d> <a@b>", ["a@b", "c@d"]),
        ("a quoted left side", "<\"a b\"@c>", ["\"ab\"@c"]),
        ("NUL inside", "<a\u{0}@b>", ["a@b"]),
    ]

    @Test("ids in order; without brackets each token containing @", arguments: rows)
    func reads(deviation: String, raw: String, ids: [String]) {
        let message = Message(
            parsing: Array("References: \(raw)\r\nIn-Reply-To: \(raw)\r\nMessage-ID: \(raw)\r\n\r\n".utf8))
        #expect(message.references == ids, "\(deviation)")
        #expect(message.inReplyTo == ids, "\(deviation)")
        #expect(message.messageID == ids.first, "\(deviation)")
    }

    @Test("References keeps the last 200, with a defect")
    func limit() {
        let message = Mail.parse("References: " + (0..<500).map { "<\($0)@x>" }.joined(separator: "\n ") + "\n\n")
        #expect(message.references == (300..<500).map { "\($0)@x" })
        #expect(message.fieldDefects == [Defect(.tooManyReferences, at: 0)])
    }

    @Test("open brackets take linear time", arguments: ["<", "<a", "a@b ", ">"])
    func open(unit: String) throws {
        _ = try Mail.field("References", String(repeating: unit, count: 100_000)).messageIDs
    }
}

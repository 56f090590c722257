@testable import MIME

/// Makes mails of odd but writable values; equal seeds make equal mails.
struct MailGenerator {
    private var random: SeededRandom
    private var count = 0

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    /// The lines that the writer makes, ended with LF.
    static func lines(_ text: String) -> String {
        String(decoding: TextCoding.normalized(text).utf8.filter { $0 != 0x0D }, as: UTF8.self)
    }

    mutating func message() -> OutgoingMessage {
        count += 1
        var message = OutgoingMessage(
            from: mailbox(), to: (0..<Int.random(in: 1...4, using: &random)).map { _ in mailbox() },
            subject: words(0...30),
            date: DateTime(
                secondsSinceEpoch: Int64.random(in: 0...4_000_000_000, using: &random),
                offsetMinutes: Int.random(in: -840...840, using: &random)),
            messageID: "mb-\(count)@shop.example", text: text(), boundarySeed: random.next())
        message.references = (0..<Int.random(in: 0...12, using: &random)).map { "ref.\($0).\(random.next())@x.example" }
        if Bool.random(using: &random) { message.fields = [("X-Extra", words(1...20))] }
        if Bool.random(using: &random) { message.html = "<p>" + text() + "</p>" }
        for index in 0..<max(0, Int.random(in: -2...3, using: &random)) {
            let hasID = Bool.random(using: &random)
            message.attachments.append(
                .init(
                    name: fileName(), type: "image/png", bytes: bytes(),
                    contentID: hasID ? "part\(index)@x.example" : nil))
        }
        return message
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private static let vocabulary = [
        "Bestellung", "für", "Größe", "Ещё", "одно", "漢字かな", "👩‍👩‍👧", "naïve", "zażółć", "a", "Re:", "[mb:K7Q2-9F]", "=?",
        "?=", "(x)",
        "\"quoted\"", "back\\slash", "comma,", "semi;", "<a@b>", "100%", "=20", "_", "e\u{301}", "\u{202E}rtl", "ﷺ",
        "\u{1F1E9}\u{1F1EA}",
        "looooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooong",
    ]

    /// Without blanks at the ends, which no reader is bound to keep.
    private mutating func words(_ length: ClosedRange<Int>) -> String {
        let count = Int.random(in: length, using: &random)
        return (0..<count).map { _ in pick(Self.vocabulary) }.joined(separator: pick([" ", " ", " ", "", "  "]))
    }

    private mutating func mailbox() -> Mailbox {
        let name = Bool.random(using: &random) ? words(1...8) : nil
        return Mailbox(
            name: name, address: "\(pick(["a", "b.c", "d+e", "\"f g\""]))@\(pick(["x.example", "sub.y.example"]))")
    }

    /// Without blanks at the ends, which readers trim.
    private mutating func fileName() -> String {
        let middle = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            pick(["a", "ö", " ", "漢", "%", "'", "\"", "-", "(", "=", ";", "*"])
        }
        return pick(["a", "ü"]) + middle.joined() + pick([".png", ".pdf", "x"])
    }

    private mutating func text() -> String {
        (0..<Int.random(in: 1...12, using: &random)).map { _ in
            pick([words(0...30), "From x", ".", "-- ", "--=_mb_", "> " + words(1...5), "\tx", "y \t", "", "=", "a=b"])
        }.joined(separator: pick(["\n", "\r\n"]))
    }

    private mutating func bytes() -> [UInt8] {
        (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
}

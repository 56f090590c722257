@testable import MIME

/// Makes mails of odd but writable values; equal seeds make equal mails.
struct MailGenerator {
    private var random: SeededRandom
    private var count = 0

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func message() -> OutgoingMessage {
        count += 1
        var message = OutgoingMessage(
            from: mailbox(), subject: chance(of: 10) ? line(1...200) : line(0...30), date: date(),
            messageID: "\(pick(["mb-", "a.b+", "x="]))\(count)@\(pick(Self.domains))", text: text(),
            boundarySeed: random.next())
        if chance(of: 5) { message.sender = mailbox() }
        message.to = mailboxes(upTo: 5)
        if chance(of: 3) { message.cc = mailboxes(upTo: 3) }
        if chance(of: 3) { message.replyTo = mailboxes(upTo: 1) }
        if chance(of: 2) { message.inReplyTo = [id(0)] }
        message.references = (0..<number(0...12)).map { id($0) }
        if chance(of: 2) { message.fields.append(("X-Extra", line(0...30))) }
        if chance(of: 3) { message.fields.append(("X-Other", line(1...4))) }
        if chance(of: 2) { message.html = "<p>" + text() + "</p>" }
        if chance(of: 4) { message.textFormat = .flowed }
        message.attachments = (0..<max(0, number(-3...3))).map { attachment($0) }
        return message
    }

    // MARK: - Choices

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// True once in `rarity` times.
    private mutating func chance(of rarity: Int) -> Bool { number(1...rarity) == 1 }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(0...elements.count - 1)] }

    // MARK: - Header

    /// Many scripts, characters of all lengths, and what could be taken for syntax.
    private static let vocabulary = [
        "Bestellung", "für", "Größe", "Ещё", "одно", "漢字かな", "한국어", "ไทย", "नमस्ते", "שלום", "العربية", "Ελλάδα",
        "ქართული",
        "👩‍👩‍👧", "🇩🇪", "naïve", "zażółć", "e\u{301}", "\u{202E}rtl", "ﷺ", "𝄞", "\u{10FFFD}", "ﬁ", "İ", "ß",
        "a", "Re:", "[mb:K7Q2-9F]", "=?", "?=", "=?utf-8?Q?x?=", "(x)", "(", ")", "\"quoted\"", "\"", "back\\slash",
        "\\",
        "comma,", "semi;", "<a@b>", "100%", "=20", "_", "'", "a@b", ":", "#", "https://x.example/a?b=c&d=%20#e",
        "looooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooong",
    ]

    /// Text of one line; now and then with blanks at its ends, doubled ones, or none.
    private mutating func line(_ words: ClosedRange<Int>) -> String {
        let count = number(words)
        let gap = pick([" ", " ", " ", " ", "", "  ", "\t"])
        let text = (0..<count).map { _ in pick(Self.vocabulary) }.joined(separator: gap)
        return chance(of: 12) ? pick([" ", "  "]) + text + pick(["", " "]) : text
    }

    private static let locals = [
        "a", "b.c", "d+e", "o'neil", "x=y", "\"f g\"", "\"x@y\"", "\"q\\\"r\\\\\"", "\"a,b;c<d>\"", "jörg", "用户",
        String(repeating: "l", count: 64),
    ]
    private static let domains = [
        "x.example", "sub.y.example", "xn--mller-kva.example", "localhost", "müller.example", "例え.example",
        "[192.0.2.1]",
        "[IPv6:2001:db8::1]", String(repeating: "d", count: 63) + ".example",
    ]

    private mutating func mailbox() -> Mailbox {
        let name = line(chance(of: 8) ? 1...60 : 0...6).filter { $0 != "\t" }
        return Mailbox(
            name: name.isEmpty ? nil : name, localPart: pick(Self.locals), domain: pick(Self.domains))
    }

    private mutating func mailboxes(upTo count: Int) -> [Mailbox] { (0..<number(0...count)).map { _ in mailbox() } }

    private mutating func id(_ number: Int) -> String {
        pick([
            "ref.\(number).\(random.next())@x.example", "\(number)$a.\(random.next())%b@[127.0.0.1]",
            "\(number)\(String(repeating: "x", count: 150))@long.example", "\(number)-ü@x.example",
        ])
    }

    private mutating func date() -> DateTime {
        DateTime(
            secondsSinceEpoch: chance(of: 10)
                ? pick([0, -1, 951_782_399, 253_402_200_000])
                : Int64.random(in: 0...4_000_000_000, using: &random),
            offsetMinutes: number(-840...840))
    }

    // MARK: - Body

    private mutating func text() -> String {
        (0..<number(0...12)).map { _ in
            pick([
                line(0...30), line(0...30), "From x", ".", "..", "-- ", "--", "--=_mb_", "> " + line(1...30), ">>x",
                "> > y",
                ">", " x", "\tx", "y \t", "  ", "", "=", "a=b", "=\u{C}", "begin 644 a", "`", "end",
                String(repeating: "ein langer Absatz ", count: number(1...60)),
                String(repeating: pick(["x", "漢", "👩‍👩‍👧", "ä", "="]), count: number(60...400)),
                pick([" ", ">"]) + "\u{301}x",
            ])
        }.joined(separator: pick(["\n", "\r\n", "\r"])) + pick(["", "\n", "\r\n", "\n\n"])
    }

    private mutating func fileName() -> String {
        (0..<number(0...pick([6, 12, 90]))).map { _ in
            pick([
                "a", "b", "ö", " ", "漢", "👍", "%", "'", "\"", "-", "(", "=", ";", "*", "/", "\\", ".", "=?", "\u{202E}",
            ])
        }.joined() + pick([".png", ".pdf", "x", "", ".тип", ".tar.gz"])
    }

    private mutating func attachment(_ index: Int) -> OutgoingMessage.Attachment {
        if chance(of: 6) {
            let mail = "From: a@b.example\nSubject: enclosed \(index)\n\n--=_mb_\nFrom here\n"
            return .init(name: fileName(), type: "message/rfc822", bytes: Array(mail.utf8))
        }
        return .init(
            name: fileName(), type: pick(["image/png", "application/pdf", "text/csv", "application/vnd.x+json"]),
            bytes: bytes(), contentID: chance(of: 2) ? "part\(index)@x.example" : nil)
    }

    /// Mostly small, up to 200 KB.
    private mutating func bytes() -> [UInt8] {
        let count = number(0...(chance(of: 40) ? 200_000 : pick([0, 3, 60, 300, 2_000])))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }
}

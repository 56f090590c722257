@testable import MIME

extension Checks {
    /// Writes a mail and reads it again. A value that cannot be written has to be refused.
    mutating func checkWriter(_ input: [UInt8]) {
        let message = FuzzedMail(input).message
        guard let bytes = try? message.bytes() else {
            expect(Self.isRefusable(message), "plain values can be written")
            return
        }
        expect((try? message.bytes()) == bytes, "equal values with equal seeds make equal mails")
        checkLines(bytes, of: message)
        let read = Message(parsing: bytes)
        checkFields(of: read, message)
        checkTexts(of: read, message)
        checkFiles(of: read, message)
        let hasMessage = message.attachments.contains { $0.type.lowercased().hasPrefix("message/") }
        if !hasMessage { expectEqual(read.defects, [], "a mail is written well") }
    }

    /// Whether anything in the values could be a reason for refusing them.
    private static func isRefusable(_ message: OutgoingMessage) -> Bool {
        let plain = OutgoingMessage(
            from: Mailbox(address: "anna@shop.example"), subject: message.subject, date: DateTime(secondsSinceEpoch: 0),
            messageID: "1@shop.example", text: message.text, html: message.html, textFormat: message.textFormat)
        let breaks: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
        let hasControl = message.subject.unicodeScalars.contains { breaks.contains($0.properties.generalCategory) }
        return hasControl || (try? plain.bytes()) != nil
    }

    private mutating func checkLines(_ bytes: [UInt8], of message: OutgoingMessage) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        expect(bytes.last == 0x0A || lines.last?.isEmpty == true, "the last line ends")
        expect(
            lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 999 }, "lines end with CRLF, at most 998 bytes"
        )
        expectEqual(bytes.count { $0 == 0x0D }, bytes.count { $0 == 0x0A }, "no bare CR")
        expect(!bytes.contains(0), "no NUL")
        if !message.needsSMTPUTF8, !message.attachments.contains(where: { $0.type.lowercased().hasPrefix("message/") })
        {
            expect(!bytes.contains { $0 > 0x7F }, "ASCII only")
        }
    }

    private mutating func checkFields(of read: Message, _ message: OutgoingMessage) {
        expectText(read.subject, message.subject, "Subject")
        expectMailboxes(read.from, [message.from], "From")
        expectMailboxes(read.sender, [message.sender].compactMap(\.self), "Sender")
        expectMailboxes(read.to, message.to, "To")
        expectMailboxes(read.cc, message.cc, "Cc")
        expectMailboxes(read.replyTo, message.replyTo, "Reply-To")
        expectEqual(read.messageID, message.messageID, "Message-ID")
        expectEqual(read.date, message.date, "Date")
        expectEqual(read.inReplyTo, Self.eachOnce(message.inReplyTo), "In-Reply-To")
        expectEqual(read.references, Self.eachOnce(message.references).suffix(200), "References")
        // Behind the writer's own fields, before MIME-Version.
        let names = read.header.fields.map(\.name)
        guard let end = names.firstIndex(of: "MIME-Version"), end >= message.fields.count else {
            expect(false, "all fields are there: \(names)")
            return
        }
        for (field, expected) in zip(read.header.fields[(end - message.fields.count)..<end], message.fields) {
            expectEqual(field.name, expected.name, "a field's name")
            expectText(field.text, expected.value, expected.name)
        }
    }

    private mutating func checkTexts(of read: Message, _ message: OutgoingMessage) {
        let texts = read.parts.filter { part in
            part.disposition == nil && part.isLeaf && part.isText && !Self.isInFile(part, read)
        }
        let expected = [message.textFormat == .flowed ? nil : message.text, message.html].compactMap(\.self)
        let shown = message.textFormat == .flowed ? Array(texts.dropFirst()) : texts
        expectEqual(
            shown.map { Self.lines(read.text(of: $0)) }, expected.map { Self.lines(Self.unmarked($0)) },
            "texts come back")
        guard message.textFormat == .flowed, let first = texts.first else { return }
        // Of a mark of byte order alone one empty line is left.
        if Self.unmarked(message.text).isEmpty, !message.text.isEmpty { return }
        expectEqual(
            Self.flowedLines(read.readableText(of: first)), Self.flowedLines(Self.unmarked(message.text)),
            "flowed text comes back")
    }

    private static func isInFile(_ part: Part, _ message: Message) -> Bool {
        var next = part.parent
        while let parent = next {
            if message.parts[parent].isMessage { return true }
            next = message.parts[parent].parent
        }
        return false
    }

    private mutating func checkFiles(of read: Message, _ message: OutgoingMessage) {
        let files = read.parts.filter { $0.disposition != nil && !Self.isInFile($0, read) }
        let pictures = message.attachments.filter { message.html != nil && $0.contentID != nil }
        let others = message.attachments.filter { message.html == nil || $0.contentID == nil }
        expectEqual(files.count, message.attachments.count, "all files are there")
        for (file, expected) in zip(files, pictures + others) {
            if !expected.name.hasControl {
                expectEqual(Self.name(file.fileName), Self.name(FileName.cleaned(expected.name)), "a file's name")
            }
            expectEqual(file.contentID, expected.contentID, "a file's Content-ID")
            if !expected.type.lowercased().hasPrefix("message/") {
                expectEqual(file.type, expected.type.lowercased(), "a file's type")
                expectEqual(read.content(of: file), expected.bytes, "a file's bytes")
            }
        }
    }

    // MARK: - What readers do not keep

    private mutating func expectText(_ text: String?, _ expected: String, _ what: String) {
        // Encoded tabs stay; other controls become blanks.
        let kept = expected.utf8.map { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F ? 0x20 : $0 }
        expectEqual(Array((text ?? "-").utf8), kept, what)
    }

    private mutating func expectMailboxes(_ list: [Address], _ expected: [Mailbox], _ what: String) {
        expectEqual(list.count, expected.count, "\(what): no groups")
        expectEqual(list.mailboxes.map { Self.unquoted($0.address) }, expected.map { Self.unquoted($0.address) }, what)
        expectEqual(
            list.mailboxes.map { Self.trimmed($0.name) }, expected.map { Self.trimmed($0.name) }, "\(what): names")
    }

    private static func eachOnce(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }

    /// Quotes that need not be, dropped.
    private static func unquoted(_ address: String) -> [UInt8] {
        guard address.utf8.first == UInt8(ascii: "\"") else { return Array(address.utf8) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in address.utf8 {
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
                continue
            }
            if isEscaped || byte != UInt8(ascii: "\"") { bytes.append(byte) }
            isEscaped = false
        }
        return bytes
    }

    private static func name(_ name: String?) -> [UInt8] { Array((name ?? "").utf8) }

    /// Readers take a byte order mark at the start for what it is.
    private static func unmarked(_ text: String) -> String {
        String(text.unicodeScalars.dropFirst(text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0))
    }

    /// The lines that are written, ended with LF.
    private static func lines(_ text: String) -> [UInt8] { TextLines.normalized(text).filter { $0 != 0x0D } }

    /// Without blanks at the ends of lines, and with one blank behind marks of quotes.
    private static func flowedLines(_ text: String) -> [[UInt8]] {
        lines(text).split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            let marks = line.prefix { $0 == UInt8(ascii: ">") }
            var rest = line.dropFirst(marks.count)
            if !marks.isEmpty, rest.first == 0x20 { rest = rest.dropFirst() }
            while rest.last == 0x20 { rest = rest.dropLast() }
            return Array(marks) + (marks.isEmpty ? [] : [0x20]) + Array(rest)
        }
    }
}

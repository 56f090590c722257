import Foundation

@testable import MIME

/// What a reader finds in a mail, in the form in which read-mails.py prints it.
struct MailReading: Decodable, Equatable {
    struct File: Decodable, Equatable {
        var disposition: String, type: String, name: String, typeName: String, contentID: String
        /// Base64 without line ends.
        var content: String
    }

    /// Names of the mail's own header fields, in order.
    var fields: [String]
    var from: [[String]], sender: [[String]], replyTo: [[String]], to: [[String]], cc: [[String]]
    var subject: String?, extra: String?, other: String?
    /// Without angle brackets.
    var messageID: String, inReplyTo: [String], references: [String]
    /// Seconds since 1970, minutes east of UTC.
    var date: [Int64]
    /// The type of each part in document order, enclosed mails not opened.
    var outline: [String]
    /// Of the parts without Content-Disposition: line ends LF, flowed lines joined.
    var texts: [String]
    var files: [File]
    /// Subjects of enclosed mails.
    var enclosed: [String?]
    var defects: [String] = []

    private enum CodingKeys: String, CodingKey {
        case fields, from, sender, to, cc, subject, messageID, inReplyTo, references, date, outline, texts, files
        case enclosed, defects
        case replyTo = "reply-to"
        case extra = "x-extra"
        case other = "x-other"
    }

    func changingMailboxes(_ change: (_ name: String, _ address: String) -> [String]) -> MailReading {
        var reading = self
        for field in [\MailReading.from, \.sender, \.replyTo, \.to, \.cc] {
            reading[keyPath: field] = reading[keyPath: field].map { change($0[0], $0[1]) }
        }
        return reading
    }

    /// The properties in which two readings differ, with both values where they do.
    func differences(from expected: MailReading) -> [String] {
        if self == expected { return [] }
        return zip(Mirror(reflecting: self).children, Mirror(reflecting: expected).children).compactMap {
            ours, theirs in
            let (found, wanted) = (String(reflecting: ours.value), String(reflecting: theirs.value))
            guard !found.utf8.elementsEqual(wanted.utf8) else { return nil }
            let start = max(0, zip(found, wanted).prefix { $0 == $1 }.count - 30)
            func excerpt(_ text: String) -> Substring { text.dropFirst(start).prefix(150) }
            return "\(ours.label ?? ""): …\(excerpt(found))… instead of …\(excerpt(wanted))…"
        }
    }
}

extension MailReading {
    /// What has to be found in a mail that is written from `message`.
    init(expectedOf message: OutgoingMessage) {
        func addresses(_ mailboxes: [Mailbox]) -> [[String]] { mailboxes.map { [$0.name ?? "", $0.address] } }
        from = addresses([message.from])
        sender = addresses(message.sender.map { [$0] } ?? [])
        replyTo = addresses(message.replyTo)
        to = addresses(message.to)
        cc = addresses(message.cc)
        subject = message.subject
        extra = message.fields.first { $0.name == "X-Extra" }?.value
        other = message.fields.first { $0.name == "X-Other" }?.value
        messageID = message.messageID
        inReplyTo = message.inReplyTo
        references = message.references
        date = [message.date.secondsSinceEpoch, Int64(message.date.offsetMinutes)]
        let text = message.textFormat == .flowed ? Self.flowed(message.text) : Self.lines(message.text)
        texts = [text] + (message.html.map { [Self.lines($0)] } ?? [])

        let pictures = message.html == nil ? [] : message.attachments.filter { $0.contentID != nil }
        let others = message.html == nil ? message.attachments : message.attachments.filter { $0.contentID == nil }
        files = (pictures + others).filter { $0.type != "message/rfc822" }.map { file in
            File(
                disposition: message.html != nil && file.contentID != nil ? "inline" : "attachment", type: file.type,
                name: file.name, typeName: file.name, contentID: file.contentID ?? "",
                content: Data(file.bytes).base64EncodedString())
        }
        enclosed = others.filter { $0.type == "message/rfc822" }.map { Self.subject($0.bytes) }
        outline = others.isEmpty ? [] : ["multipart/mixed"]
        if message.html == nil {
            outline += ["text/plain"]
        } else {
            outline += ["multipart/alternative", "text/plain"]
            outline += pictures.isEmpty ? ["text/html"] : ["multipart/related", "text/html"] + pictures.map(\.type)
        }
        outline += others.map(\.type)

        fields = ["Date", "From"]
        for (name, list) in [("Sender", sender), ("Reply-To", replyTo), ("To", to), ("Cc", cc)] where !list.isEmpty {
            fields.append(name)
        }
        fields += ["Subject", "Message-ID"]
        if !inReplyTo.isEmpty { fields.append("In-Reply-To") }
        if !references.isEmpty { fields.append("References") }
        fields += message.fields.map(\.name) + ["MIME-Version", "Content-Type"]
        if outline.count == 1 { fields.append("Content-Transfer-Encoding") }
    }

    /// What our own parser finds.
    init(_ message: Message) {
        func addresses(_ list: [Address]) -> [[String]] { list.mailboxes.map { [$0.name ?? "", $0.address] } }
        fields = message.header.fields.map(\.name)
        from = addresses(message.from)
        sender = addresses(message.sender)
        replyTo = addresses(message.replyTo)
        to = addresses(message.to)
        cc = addresses(message.cc)
        subject = message.subject
        extra = message.header.text("x-extra")
        other = message.header.text("x-other")
        messageID = message.messageID ?? ""
        inReplyTo = message.inReplyTo
        references = message.references
        date = message.date.map { [$0.secondsSinceEpoch, Int64($0.offsetMinutes)] } ?? []
        var within = Set<Int>()
        for part in message.parts {
            if let parent = part.parent, within.contains(parent) || message.parts[parent].isMessage {
                within.insert(part.index)
            }
        }
        let parts = message.parts.filter { !within.contains($0.index) }
        outline = parts.map(\.type)
        texts = parts.filter { $0.isText && $0.disposition == nil }.map { message.readableText(of: $0) }
        files = parts.filter { $0.disposition != nil && !$0.isMessage }.map { part in
            File(
                disposition: part.disposition?.value ?? "", type: part.type, name: part.disposition?["filename"] ?? "",
                typeName: part.parameter("name") ?? "", contentID: part.contentID ?? "",
                content: Data(message.content(of: part)).base64EncodedString())
        }
        enclosed = parts.filter(\.isMessage).map { part in
            part.children.first.flatMap { message.header(of: message.parts[$0]).text("subject") }
        }
        defects = message.defects.map { "\($0.kind)" }
        for part in parts {
            // Files may be text of any charset.
            let kinds = message.defects(of: part).map(\.kind).filter {
                $0 != .undeclaredCharset || part.disposition == nil
            }
            defects += kinds.map { "\($0)" }
        }
        for name in ["from", "sender", "reply-to", "to", "cc"] {
            defects += message.addressList(name).defects.map { "\(name): \($0)" }
        }
    }

    /// `text` with its line ends as LF, also behind the last line.
    static func lines(_ text: String) -> String {
        var lines: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte != 0x0A || previous != 0x0D { lines.append(byte == 0x0D ? 0x0A : byte) }
            previous = byte
        }
        if let last = lines.last, last != 0x0A { lines.append(0x0A) }
        return String(decoding: lines, as: UTF8.self)
    }

    /// The same for format=flowed: no blanks at the ends of lines, one behind the marks of a quote.
    private static func flowed(_ text: String) -> String {
        let lines = lines(text).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.map { line in
            let marks = line.prefix { $0 == UInt8(ascii: ">") }
            var rest = line.dropFirst(marks.count)
            if !marks.isEmpty, rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
            while rest.last == UInt8(ascii: " "), !rest.elementsEqual("-- ".utf8) { rest = rest.dropLast() }
            let gap = marks.isEmpty || rest.isEmpty ? "" : " "
            return String(decoding: Array(marks), as: UTF8.self) + gap + String(decoding: Array(rest), as: UTF8.self)
        }.joined(separator: "\n")
    }

    private static func subject(_ mail: [UInt8]) -> String? {
        String(decoding: mail, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Subject: ") }
            .map { String($0.dropFirst("Subject: ".count)) }
    }
}

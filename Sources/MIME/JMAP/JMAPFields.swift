/// The header of a mail in JMAP's forms (RFC 8621 §4.1.2, §4.1.3).
struct JMAPFields {
    private let message: Message
    private let header: Header

    private static let addressFields = [
        ("sender", "sender"), ("from", "from"), ("to", "to"), ("cc", "cc"), ("bcc", "bcc"), ("replyTo", "reply-to"),
    ]

    init(_ message: Message) {
        self.message = message
        header = message.header
    }

    func write(to json: inout JSONWriter) {
        write("messageId", message.messageID.map { [$0] } ?? [], to: &json)
        write("inReplyTo", message.inReplyTo, to: &json)
        write("references", message.references, to: &json)
        for (key, name) in Self.addressFields {
            json.key(key)
            if header.first(name) == nil { json.null() } else { write(message.addresses(name).mailboxes, to: &json) }
        }
        json.key("subject")
        json.string(message.subject.map { String($0.drop { $0 == " " }) })
        json.key("sentAt")
        json.string(message.date.map(\.internetText))
        json.key("headers")
        json.beginArray()
        for field in header.fields {
            json.beginObject()
            json.key("name")
            json.string(field.name)
            json.key("value")
            json.string(String(decoding: field.rawValue, as: UTF8.self))
            json.endObject()
        }
        json.endArray()
    }

    /// What was wrong with the fields that are written in a parsed form.
    var defects: [Defect] {
        var defects: [Defect] = []
        for (_, name) in Self.addressFields {
            for field in header.all(name) { defects += field.addressList.defects.map { Defect($0, at: field.offset) } }
        }
        if let field = header.first("date"), field.date == nil {
            defects.append(Defect(.malformedDate, at: field.offset))
        }
        return defects
    }

    private func write(_ key: String, _ ids: [String], to json: inout JSONWriter) {
        json.key(key)
        if ids.isEmpty { json.null() } else { json.strings(ids) }
    }

    private func write(_ mailboxes: [Mailbox], to json: inout JSONWriter) {
        json.beginArray()
        for mailbox in mailboxes {
            json.beginObject()
            json.key("name")
            json.string(mailbox.name)
            json.key("email")
            json.string(mailbox.address)
            json.endObject()
        }
        json.endArray()
    }
}

extension DateTime {
    /// RFC 3339 with the writer's offset: `2026-11-22T09:14:00+01:00`; `Z` where that is zero.
    var internetText: String {
        let clock = clock
        let year = String(clock.year)
        let date =
            String(repeating: "0", count: max(0, 4 - year.utf8.count)) + year
            + "-\(twoDigits(clock.month))-\(twoDigits(clock.day))"
        let time = "\(twoDigits(clock.hour)):\(twoDigits(clock.minute)):\(twoDigits(clock.second))"
        let offset = abs(offsetMinutes)
        let zone = "\(offsetMinutes < 0 ? "-" : "+")\(twoDigits(offset / 60)):\(twoDigits(offset % 60))"
        return "\(date)T\(time)\(offset == 0 ? "Z" : zone)"
    }
}

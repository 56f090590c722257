import Domain
import MIME
import Replies
import Store

extension TicketMailComposer {
    /// The mail without its files, which it names instead, for a server that takes no mail of its size. Nil if it has none,
    /// so that nothing would be won.
    ///
    /// Its header stays as it was: it is the same mail.
    func lighter(_ mail: TicketMail) -> TicketMail? {
        guard let raw = mail.raw else { return nil }
        let full = Message(parsing: raw)
        let names = full.parts.filter(\.isAttachment).map { full.fileName(of: $0) }
        if names.isEmpty { return nil }
        let note = notAttached(names)
        var lighter = mail
        lighter.text = "\(mail.text)\n\(note)\n"
        lighter.html = mail.html.map { Sheet.adding(.internal, inert: [note], toHTML: $0) }
        var content = OutgoingMessage(
            from: Mailbox(address: settings.replyAddress.text), subject: "",
            date: DateTime(secondsSinceEpoch: now.seconds), messageID: mail.messageID, text: lighter.text,
            html: lighter.html)
        content.boundarySeed = UInt64(bitPattern: mail.id)
        guard let body = try? content.bytes() else { return nil }
        let light = Message(parsing: body)
        let kept = full.header.fields.filter { !Self.isOfBody($0.name) }
        let new = light.header.fields.filter { Self.isOfBody($0.name) }
        lighter.raw = (kept + new).flatMap { Self.line($0) } + [0x0D, 0x0A] + body[light.parts[0].bodyRange]
        return lighter
    }

    private static func isOfBody(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "mime-version" || name.hasPrefix("content-")
    }

    private static func line(_ field: HeaderField) -> [UInt8] {
        field.raw.last == 0x0A ? field.raw : field.raw + [0x0D, 0x0A]
    }
}

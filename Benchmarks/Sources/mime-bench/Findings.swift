import CZlib
import MIME

/// What was found in mails, in the terms of the row that states the truth about them.
struct Findings {
    private var parts = 0
    private var subjectCharacters = 0
    private var addresses = 0
    private var textCharacters = 0
    private var attachmentBytes = 0
    private var textChecksum: UInt = 0
    private var attachmentChecksum: UInt = 0

    init() {}

    init(_ bytes: [UInt8]) {
        let message = Message(parsing: bytes)
        subjectCharacters = message.subject?.unicodeScalars.count ?? 0
        addresses = (message.from + message.replyTo + message.to + message.cc).mailboxes.count
        for part in message.parts where part.isLeaf && !Self.isUndeclared(part, in: message) {
            parts += 1
            if part.isText {
                addText(message.text(of: part))
            } else if part.mainType != "message" {
                let content = message.content(of: part)
                attachmentBytes += content.count
                attachmentChecksum = crc32_z(attachmentChecksum, content, content.count)
            }
        }
    }

    /// A uuencoded file that stands in a text; no peer takes it for a part.
    private static func isUndeclared(_ part: Part, in message: Message) -> Bool {
        part.coding == .uuencode && part.parent.map { message.parts[$0].isLeaf } == true
    }

    /// Carriage returns do not count.
    private mutating func addText(_ text: String) {
        let bytes = text.utf8.filter { $0 != 0x0D }
        textChecksum = crc32_z(textChecksum, bytes, bytes.count)
        textCharacters += bytes.count { $0 & 0xC0 != 0x80 }
    }

    mutating func add(_ other: Findings) {
        parts += other.parts
        subjectCharacters += other.subjectCharacters
        addresses += other.addresses
        textCharacters += other.textCharacters
        attachmentBytes += other.attachmentBytes
    }

    var row: String {
        [
            String(parts), String(subjectCharacters), String(addresses), String(textCharacters),
            String(attachmentBytes), hexadecimal(textChecksum), hexadecimal(attachmentChecksum),
        ]
        .joined(separator: "\t")
    }

    var summary: String {
        "parts=\(parts) subject_chars=\(subjectCharacters) addresses=\(addresses) text_chars=\(textCharacters) "
            + "attach_bytes=\(attachmentBytes)"
    }

    private func hexadecimal(_ checksum: UInt) -> String {
        let digits = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

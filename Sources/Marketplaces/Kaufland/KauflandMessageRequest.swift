import Domain
import Wire

/// The body of POST /tickets/{id_ticket}/messages; no other members are allowed.
struct KauflandMessageRequest: Sendable {
    var text: String
    var attachments: [Attachment]

    var json: JSON {
        // An interim notice would leave the seller responsible: an answer stops the clock.
        var members = [
            JSON.Member(key: "text", value: .string(text)), JSON.Member(key: "interim_notice", value: .bool(false)),
        ]
        if !attachments.isEmpty {
            let files = attachments.map { file -> JSON in
                [
                    "filename": .string(file.name), "mime_type": .string(file.type),
                    "data": .string("data:\(file.type);base64,\(base64(file.bytes))"),
                ]
            }
            members.append(JSON.Member(key: "ticket_message_files", value: .array(files)))
        }
        return .object(members)
    }
}

import Domain
import Wire

/// An answer in a conversation as M12 takes it.
struct MiraklMessageInput: Sendable {
    var text: String
    var recipients: [MiraklThread.Participant]
    var attachments: [Attachment]

    /// Recipients are objects; an operator is named without id.
    var form: FormBody {
        let json: JSON = [
            "body": .string(MiraklText.markup(text)),
            "to": .array(
                recipients.map { participant in
                    var members: [JSON.Member] = [JSON.Member(key: "type", value: .string(participant.type))]
                    if let id = participant.id, participant.type != "OPERATOR" {
                        members.append(JSON.Member(key: "id", value: .string(id)))
                    }
                    return .object(members)
                }),
        ]
        return FormBody(mirakl: "message_input", json, files: attachments)
    }
}

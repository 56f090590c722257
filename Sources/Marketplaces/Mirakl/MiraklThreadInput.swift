import Domain
import Wire

/// A new conversation as OR43 (about an order) and M14 (with the operator) take it.
struct MiraklThreadInput: Sendable {
    enum Topic: Sendable, Hashable {
        /// A reason that is the shop's to use.
        case code(String)
        case words(String)
    }

    var text: String
    /// Plain words here, not objects as in M12: `CUSTOMER`, `OPERATOR`. Nil: with the operator.
    var recipients: [String]?
    var topic: Topic
    var attachments: [Attachment]

    var form: FormBody {
        var members = [JSON.Member(key: "body", value: .string(MiraklText.markup(text)))]
        if let recipients {
            members.append(JSON.Member(key: "to", value: .array(recipients.map(JSON.string))))
        } else {
            members.append(JSON.Member(key: "entity", value: ["type": "SELLER_OPERATOR"]))
        }
        let topic: JSON =
            switch self.topic {
            case .code(let code): ["type": "REASON_CODE", "value": .string(code)]
            case .words(let words): ["type": "FREE_TEXT", "value": .string(words)]
            }
        members.append(JSON.Member(key: "topic", value: topic))
        return FormBody(mirakl: "thread_input", .object(members), files: attachments)
    }
}

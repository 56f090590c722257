/// `message_input` of M12, checked against the thread that it is for.
struct MiraklMessageInput: Sendable {
    var body: String
    var to: [MiraklThread.Participant]
    var topic: MiraklThread.Topic?

    init(_ input: JSON, thread: MiraklThread) throws(Refusal) {
        guard let members = input.object else { throw Refusal(400, "must be an object", field: "message_input") }
        try Self.onlyKnown(["body", "to", "topic"], in: members, of: "message_input")
        guard let body = members["body"]?.string, body.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(400, "must not be empty", field: "message_input.body")
        }
        self.body = body
        guard let recipients = members["to"]?.array, !recipients.isEmpty else {
            throw Refusal(400, "must not be empty", field: "message_input.to")
        }
        to = []
        for recipient in recipients {
            let participant = try Self.participant(recipient, of: thread)
            guard !to.contains(participant) else {
                throw Refusal(400, "recipient given twice", field: "message_input.to")
            }
            to.append(participant)
        }
        if let value = members["topic"] { topic = try MiraklBody.topic(value, field: "message_input.topic") }
    }

    /// One recipient: `{type, id}`. The operator has no id; the shop is no recipient of its own answer.
    private static func participant(_ value: JSON, of thread: MiraklThread) throws(Refusal) -> MiraklThread.Participant
    {
        let field = "message_input.to"
        guard let members = value.object else { throw Refusal(400, "must be objects with a type", field: field) }
        try onlyKnown(["type", "id"], in: members, of: field)
        guard let participant = members["type"]?.string.flatMap(MiraklThread.Participant.init(rawValue:)) else {
            throw Refusal(400, "must be CUSTOMER, OPERATOR or SHOP", field: "\(field).type")
        }
        guard thread.authorized.contains(participant), participant != .shop else {
            throw Refusal(400, "recipient is not authorized: \(participant.rawValue)", field: field)
        }
        switch (participant, members["id"]) {
        case (_, nil): break
        case (.customer, .string(thread.customerID)): break
        default: throw Refusal(400, "recipient is not authorized: wrong id", field: "\(field).id")
        }
        return participant
    }

    private static func onlyKnown(_ keys: Set<String>, in members: [String: JSON], of field: String) throws(Refusal) {
        for key in members.keys.sorted() where !keys.contains(key) {
            throw Refusal(400, "unknown key", field: "\(field).\(key)")
        }
    }
}

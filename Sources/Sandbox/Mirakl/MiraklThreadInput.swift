/// `thread_input` of OR43 and M14.
struct MiraklThreadInput: Sendable {
    var body: String
    /// OR43 only.
    var to: [MiraklThread.Participant] = []
    var topic: MiraklThread.Topic

    /// OR43: recipients are plain words, and a topic is required.
    init(order input: JSON) throws(Refusal) {
        let members = try MiraklBody.object(input, known: ["body", "to", "topic"], field: "thread_input")
        body = try Self.body(members)
        topic = try Self.topic(members)
        guard let words = members["to"]?.array, !words.isEmpty else {
            throw Refusal(400, "must not be empty", field: "thread_input.to")
        }
        for word in words {
            guard let participant = word.string.flatMap(MiraklThread.Participant.init(rawValue:)), participant != .shop
            else { throw Refusal(400, "must be CUSTOMER or OPERATOR", field: "thread_input.to") }
            guard !to.contains(participant) else {
                throw Refusal(400, "recipient given twice", field: "thread_input.to")
            }
            to.append(participant)
        }
    }

    /// M14: the entity takes the recipients' place.
    init(operator input: JSON, shopID: Int64) throws(Refusal) {
        let members = try MiraklBody.object(input, known: ["body", "entity", "topic"], field: "thread_input")
        body = try Self.body(members)
        topic = try Self.topic(members)
        guard let value = members["entity"] else { throw Refusal(400, "is required", field: "thread_input.entity") }
        let entity = try MiraklBody.object(value, known: ["type", "id"], field: "thread_input.entity")
        guard entity["type"]?.string == "SELLER_OPERATOR" else {
            throw Refusal(400, "must be SELLER_OPERATOR", field: "thread_input.entity.type")
        }
        if let id = entity["id"], id.string != String(shopID) {
            throw Refusal(400, "not this shop", field: "thread_input.entity.id")
        }
    }

    private static func body(_ members: [String: JSON]) throws(Refusal) -> String {
        guard let body = members["body"]?.string, body.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(400, "must not be empty", field: "thread_input.body")
        }
        return body
    }

    private static func topic(_ members: [String: JSON]) throws(Refusal) -> MiraklThread.Topic {
        guard let value = members["topic"] else { throw Refusal(400, "is required", field: "thread_input.topic") }
        return try MiraklBody.topic(value, field: "thread_input.topic")
    }
}

import Domain

/// Names that the participants of a thread are shown by.
struct MiraklNames: Sendable {
    var shopID: Int64
    var shop = "Beispiel Shop"
    var `operator`: String
    /// Domain that the operator's mails come from.
    var senderDomain = "notification.mirakl.net"
}

extension MiraklThread {
    /// The Thread object of M10 and M11. Messages stand newest first: their order is not promised, so nobody may use it.
    /// - Parameter messageLimit: nil leaves `messages` and `no_store_reply_needed` out, as M11 without `with_messages`.
    func json(_ names: MiraklNames, messageLimit: Int?) -> JSON {
        let present = Participant.allCases.filter { one in
            messages.contains { $0.author == one || $0.to.contains(one) }
        }
        var members: [String: JSON] = [
            "id": .string(id),
            "topic": ["type": .string(topic.type), "value": .string(topic.value)],
            "entities": [entity(names)],
            "authorized_participants": .array(authorized.map { json($0, names) }),
            "current_participants": .array(present.map { json($0, names) }),
            "date_created": .time(created),
            "date_updated": .time(updated),
            "metadata": [
                "total_count": .integer(Int64(messages.count)),
                "last_message_date": .time(messages.last?.sent),
                "last_sender": messages.last.map { sender(of: $0, names) } ?? .null,
                "shop_reply_needed_since": .time(shopReplyNeededSince),
            ],
        ]
        if let messageLimit {
            members["no_store_reply_needed"] = []
            members["messages"] = .array(messages.suffix(messageLimit).reversed().map { json($0, names) })
        }
        return .object(members)
    }

    private func entity(_ names: MiraklNames) -> JSON {
        let id = isAboutOrder ? order.number : String(names.shopID)
        return [
            "type": .string(entityType), "id": .string(id), "label": .string(isAboutOrder ? id : names.shop),
        ]
    }

    private func json(_ message: Message, _ names: MiraklNames) -> JSON {
        [
            "id": .string(message.id),
            "from": sender(of: message, names),
            "to": .array(message.to.map { json($0, names) }),
            "body": .string(message.body),
            "date_created": .time(message.sent),
            "attachments": .array(
                message.attachments.map {
                    ["id": .string($0.id), "name": .string($0.name), "size": .integer(Int64($0.size))]
                }),
        ]
    }

    private func sender(of message: Message, _ names: MiraklNames) -> JSON {
        [
            "type": .string("\(message.author.rawValue)_USER"),
            "display_name": .string(message.authorName),
            "organization_details": json(message.author, names),
        ]
    }

    /// A participant; the operator has no id.
    private func json(_ participant: Participant, _ names: MiraklNames) -> JSON {
        var members: [String: JSON] = ["type": .string(participant.rawValue)]
        switch participant {
        case .customer:
            members["id"] = .string(customerID)
            members["display_name"] = .string(order.buyer)
        case .shop:
            members["id"] = .string(String(names.shopID))
            members["display_name"] = .string(names.shop)
        case .operator:
            members["display_name"] = .string(names.operator)
        }
        return .object(members)
    }
}

import Domain

extension SandboxConversation {
    var json: JSON {
        [
            "marketplace": .string(marketplace.rawValue), "id": .string(id), "order": .string(order),
            "buyer": .string(buyer), "language": .string(language), "item": .string(item),
            "awaits_seller": .bool(awaitsSeller), "closed": .bool(isClosed), "relay": .text(relayAddress?.text),
            "messages": .array(messages.map(\.json)),
        ]
    }
}

extension SandboxMessage {
    var json: JSON {
        [
            "id": .string(id), "role": .string(role.rawValue), "name": .string(name), "text": .string(text),
            "sent": .time(sent), "interim": .bool(isInterim),
            "attachments": .array(
                attachments.map {
                    ["id": .string($0.id), "name": .string($0.name), "size": .integer(Int64($0.size))]
                }),
        ]
    }
}

extension SandboxMail {
    func json(number: Int) -> JSON {
        [
            "number": .integer(Int64(number)), "kind": .string(kind.rawValue), "sender": .text(sender?.text),
            "recipient": .string(recipient.text), "received": .time(received), "size": .integer(Int64(bytes.count)),
            "remarks": .array(remarks.map(JSON.string)),
        ]
    }
}

extension SandboxFault {
    /// As ``FaultReader`` reads it.
    var json: JSON {
        var members: [String: JSON] = [
            "place": .string(place.rawValue), "operation": .string(operation), "moment": .string(moment.rawValue),
            "times": .integer(Int64(times)), "skip": .integer(Int64(skip)), "delay_ms": .integer(delay.milliseconds),
        ]
        switch effect {
        case .status(let status):
            members["effect"] = "status"
            members["status"] = .integer(Int64(status))
        case .drop: members["effect"] = "drop"
        case .slow: members["effect"] = "slow"
        case .garbled: members["effect"] = "garbled"
        case .altered: members["effect"] = "altered"
        case .expireTokens: members["effect"] = "expire-tokens"
        case .lag(let lag):
            members["effect"] = "lag"
            members["lag_ms"] = .integer(lag.milliseconds)
        }
        members["retry_after"] = retryAfter.map { .integer(Int64($0)) }
        members["recipient_suffix"] = recipientSuffix.map(JSON.string)
        return .object(members)
    }
}

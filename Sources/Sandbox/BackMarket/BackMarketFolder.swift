import Domain

/// A care folder of Back Market.
struct BackMarketFolder: Sendable {
    enum Sender: String, Sendable {
        case merchant = "MERCHANT"
        case customer = "CUSTOMER"
        case backMarket = "BACKMARKET"

        /// As `initiator` spells it.
        var initiator: String {
            switch self {
            case .merchant: "Merchant"
            case .customer: "Customer"
            case .backMarket: "BackMarket"
            }
        }
    }

    struct Message: Sendable {
        var id: Int64
        var sender: Sender
        var text: String
        var sent: Timestamp
        var attachments: [SandboxAttachment] = []
        /// Back Market's remark on what happened; not shown to count as an answer.
        var isInformative = false
    }

    var id: Int64
    var order: Order
    /// Back Market's orders have numbers, the sandbox's may be any text of digits.
    var orderID: Int64
    var line: Int64
    var created: Timestamp
    var modified: Timestamp
    var closed: Timestamp?
    /// Oldest first.
    var messages: [Message] = []
    /// What the seller told Back Market's service.
    var problems: [String] = []

    var state: Int64 { closed == nil ? 0 : 9 }
    var countryCode: String { order.locale(separator: "-").lowercased() }

    /// An entry of the list.
    var summary: JSON {
        [
            "id": .integer(id), "client": 456, "merchant": 789, "orderline": .integer(line),
            "date_creation": .string(backMarketTime(created)), "date_modification": .string(backMarketTime(modified)),
            "date_last_message": .string(backMarketTime(messages.last?.sent ?? created)),
            "date_closed": closed.map { .string(backMarketTime($0)) } ?? .null, "state": .integer(state),
            "lines": [.integer(id + 1)], "country_code": .string(countryCode), "backcare": false,
        ]
    }

    /// - Parameter filesURL: absolute, without slash at the end.
    func detail(orderline: JSON, filesURL: String) -> JSON {
        let names = order.buyer.split(separator: " ", maxSplits: 1).map(String.init)
        return [
            "id": .integer(id), "state": .integer(state), "backcare": false, "country_code": .string(countryCode),
            // Static values, so that nobody relies on them.
            "client": [
                "id": 0, "username": "", "first_name": .string(names.first ?? ""),
                "last_name": .string(names.count > 1 ? names[1] : ""), "email": "",
            ],
            "merchant": ["id": 789, "username": "shop", "first_name": "Rosa", "last_name": "Beispiel"],
            "date_creation": .string(backMarketTime(created)), "date_modification": .string(backMarketTime(modified)),
            "date_last_message": .string(backMarketTime(messages.last?.sent ?? created)),
            "date_closed": closed.map { .string(backMarketTime($0)) } ?? .null,
            "lines": [
                [
                    "id": .integer(id + 1), "state": .integer(state), "tiles": [], "warnings": [],
                    "issues": [["customerIssue": "BATTERY_NOT_CHARGING", "tag": "TECHNICAL"]],
                    "resolution_choice": "REPAIR", "return_labels": [],
                ]
            ],
            "messages": .array(messages.map { json($0, filesURL: filesURL) }), "orderline": orderline,
        ]
    }

    private func json(_ message: Message, filesURL: String) -> JSON {
        let receiver = message.sender == .merchant ? "ALL" : "MERCHANT"
        return [
            "id": .integer(message.id), "message": .string(message.text),
            "date_creation": .string(backMarketTime(message.sent)),
            "initiator": .string(message.sender.initiator),
            "kind": .string("\(message.sender.rawValue)_TO_\(receiver)"),
            "is_informative": .bool(message.isInformative),
            "attachments": .array(
                message.attachments.map { file in
                    [
                        "id": .integer(message.id + 1), "attachment": .string("\(filesURL)/\(file.id)/\(file.name)"),
                        "date_creation": .string(backMarketTime(message.sent)),
                    ]
                }),
        ]
    }
}

/// With an offset, never with `Z`.
func backMarketTime(_ time: Timestamp) -> String { time.description.dropLast() + "+00:00" }

import Domain

extension KauflandTicket {
    enum Embeddable: String, Sendable, CaseIterable {
        case buyer, product, messages, files
        case orderUnits = "order_units"
    }

    /// The keys of a ticket in a list; all are always present.
    var summary: [String: JSON] {
        [
            "id_ticket": .string(id),
            "ids_order_units": .array(orderUnits.map(JSON.integer)),
            "id_buyer": .integer(buyerID),
            "ts_created_iso": .seconds(created),
            "ts_updated_iso": .seconds(updated),
            "status": .string(status.rawValue),
            "open_reason": .string(openReason),
            "topic": .string(topic),
            "is_seller_responsible": .bool(isSellerResponsible),
            "fulfillment_type": .string(fulfillment),
        ]
    }

    /// The ticket with what was asked for. `storefront` comes only here.
    /// - Parameter filesURL: absolute, without slash at the end.
    func detail(_ embedded: Set<Embeddable>, of sale: KauflandSale, filesURL: String) -> JSON {
        var members = summary
        members["storefront"] = .string(storefront)
        if embedded.contains(.buyer) { members["buyer"] = sale.buyer }
        if embedded.contains(.product) { members["product"] = sale.product(order.article) }
        if embedded.contains(.orderUnits) {
            let units = sale.units.filter { orderUnits.contains($0.id) }
            members["order_units"] = .array(units.map { .object(sale.json($0)) })
        }
        if embedded.contains(.messages) { members["messages"] = .array(messages.map(json)) }
        if embedded.contains(.files) {
            members["files"] = .array(
                files.map {
                    [
                        "filename": .string($0.file.name), "ts_created_iso": .seconds($0.sent),
                        "uri": .string("\(filesURL)/\($0.file.id)"),
                    ]
                })
        }
        return .object(members)
    }

    private func json(_ message: Message) -> JSON {
        [
            "id_ticket_message": .integer(message.id), "id_ticket": .string(id),
            "author": ["role": .string(message.role.rawValue), "name": .string(message.name)],
            "text": .string(message.text), "ts_created_iso": .seconds(message.sent),
        ]
    }
}

extension JSON {
    /// `YYYY-MM-DDThh:mm:ssZ`: Kaufland writes whole seconds.
    static func seconds(_ time: Timestamp) -> JSON { .string(Timestamp(seconds: time.seconds).description) }
}

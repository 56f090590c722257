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
            "ids_order_units": [.integer(orderUnit)],
            "id_buyer": .integer(buyerID),
            "ts_created_iso": .seconds(created),
            "ts_updated_iso": .seconds(updated),
            "status": .string(status.rawValue),
            "open_reason": .string(openReason),
            "topic": .string(topic),
            "is_seller_responsible": .bool(isSellerResponsible),
            "fulfillment_type": "fulfilled_by_merchant",
        ]
    }

    /// The ticket with what was asked for. `storefront` comes only here.
    /// - Parameter filesURL: absolute, without slash at the end.
    func detail(_ embedded: Set<Embeddable>, filesURL: String) -> JSON {
        var members = summary
        members["storefront"] = .string(storefront)
        if embedded.contains(.buyer) { members["buyer"] = buyer }
        if embedded.contains(.product) { members["product"] = product }
        if embedded.contains(.orderUnits) { members["order_units"] = [.object(unit)] }
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

    var buyer: JSON {
        ["id_buyer": .integer(buyerID), "email": .string("k\(buyerID)@kaufland-marktplatz.example")]
    }

    var product: JSON {
        [
            "id_product": .integer(362_000_000 + buyerID % 1_000_000), "storefront": .string(storefront),
            "title": .string(order.article.title), "eans": ["4001234567893"], "id_category": 34401,
            "main_picture": "https://media.kaufland.example/product.jpg", "manufacturer": "Beispiel",
            "url": "https://www.kaufland.example/product/", "age_rating": 0, "is_valid": true,
            "dangerous_goods_li_shipping": nil, "danger_label_9A": nil,
        ]
    }

    /// The order unit as order-units and embedded tickets show it. Money is in cents.
    var unit: [String: JSON] {
        let article = order.article
        return [
            "id_order_unit": .integer(orderUnit), "id_order": .string(order.number),
            "ts_created_iso": .seconds(order.placed), "is_marketplace_deemed_supplier": false,
            "ts_updated_iso": .seconds(order.placed + .seconds(86_400)), "status": "sent",
            "price": .integer(article.price), "id_offer": .string(article.sku),
            "revenue_gross": .integer(article.price * 93 / 100), "revenue_net": .integer(article.price * 78 / 100),
            "note": nil, "unit_condition": "NEW", "storefront": .string(storefront),
            "currency": storefront == "pl" ? "PLN" : "EUR", "delivery_time_min": 3, "delivery_time_max": 6,
            "delivery_time_expires_iso": .seconds(order.placed + .seconds(7 * 86_400)),
            "order_received_timestamp_iso": nil, "shipping_rate": .integer(article.shipping), "cancel_reason": nil,
            "fulfillment_type": "fulfilled_by_merchant", "buyer": buyer, "billing_address": nil,
            "shipping_address": nil, "product": product, "vat": 19,
        ]
    }
}

extension JSON {
    /// `YYYY-MM-DDThh:mm:ssZ`: Kaufland writes whole seconds.
    static func seconds(_ time: Timestamp) -> JSON { .string(Timestamp(seconds: time.seconds).description) }
}

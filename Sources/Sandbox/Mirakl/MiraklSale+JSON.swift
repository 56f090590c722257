import Domain

extension MiraklSale {
    /// The order of OR11. `updated` is that of its newest message, if later than its own change.
    func json(updated: Timestamp?, hasMessage: Bool) -> JSON {
        let price = lines.reduce(0) { $0 + $1.price }
        let shipping = lines.reduce(0) { $0 + $1.shipping }
        return [
            "order_id": .string(order.number), "commercial_id": .string(commercialID), "order_state": .string(state),
            "order_state_reason_code": nil, "order_state_reason_label": nil,
            "created_date": .time(order.placed), "last_updated_date": .time(max(changed, updated ?? changed)),
            "acceptance_decision_date": .time(order.placed + .seconds(60)),
            "customer_debited_date": .time(order.placed + .milliseconds(83_264)),
            "shipping_deadline": .time(order.placed + .seconds(3 * 86_400)), "can_cancel": .bool(canCancel),
            "fully_refunded": .bool(lines.allSatisfy { $0.rest.price == 0 && !$0.refunds.isEmpty }),
            "has_customer_message": .bool(hasMessage), "has_incident": .bool(hasIncident),
            "has_invoice": .bool(!documents.isEmpty), "currency_iso_code": "EUR", "order_tax_mode": .string(taxMode),
            "price": .cents(price), "shipping_price": .cents(shipping), "total_price": .cents(price + shipping),
            "total_commission": .cents((price + shipping) / 10),
            "customer_notification_email": .string("r0000000000.000000000@notification.mirakl.net"),
            "customer": [
                "customer_id": .string(customerID), "firstname": .string(order.buyer), "lastname": "",
                "locale": .string(order.locale(separator: "_")), "civility": nil,
            ],
            "references": ["order_reference_for_customer": nil, "order_reference_for_seller": nil],
            "channel": nil, "order_additional_fields": [], "order_lines": .array(lines.map(json)),
        ]
    }

    private func json(_ line: Line) -> JSON {
        let reason = MiraklReason.all.first { $0.code == line.incident }
        return [
            "order_line_id": .string(line.id),
            "order_line_index": .integer(Int64(lines.firstIndex { $0.id == line.id } ?? 0) + 1),
            "order_line_state": .string(line.state), "order_line_state_reason_code": .text(reason?.code),
            "order_line_state_reason_label": .text(reason?.label.de), "offer_id": 2199,
            "offer_sku": .string(line.article.sku), "product_sku": .string(line.article.sku),
            "product_title": .string(line.article.title), "quantity": .integer(line.quantity),
            "price_unit": .cents(line.price / max(1, line.quantity)), "price": .cents(line.price),
            "shipping_price": .cents(line.shipping), "total_price": .cents(line.price + line.shipping),
            "taxes": .taxes(line.taxes), "shipping_taxes": .taxes(line.shippingTaxes),
            "can_refund": .bool(line.canRefund), "refunds": .array(line.refunds.map(json)),
            "cancelations": .array(line.cancelations.map(json)), "created_date": .time(order.placed),
            "last_updated_date": .time(line.changed),
            "shipped_date": line.canCancel ? .null : .time(order.placed + .seconds(86_400)), "received_date": nil,
        ]
    }

    private func json(_ entry: Return) -> JSON {
        var members: [String: JSON] = [
            "id": .string(entry.id), "created_date": .time(entry.created), "amount": .cents(entry.amount),
            "shipping_amount": .cents(entry.shipping), "quantity": .integer(entry.quantity),
            "reason_code": .string(entry.reason), "taxes": .taxes(entry.taxes),
            "shipping_taxes": .taxes(entry.shippingTaxes),
        ]
        if let state = entry.state { members["state"] = .string(state) }
        return .object(members)
    }
}

extension JSON {
    /// An amount in major units with two decimals.
    static func cents(_ amount: Int64) -> JSON { .number(Double(amount) / 100) }

    static func taxes(_ taxes: [MiraklSale.Tax]) -> JSON {
        .array(taxes.map { ["code": .string($0.code), "amount": .cents($0.amount)] })
    }
}

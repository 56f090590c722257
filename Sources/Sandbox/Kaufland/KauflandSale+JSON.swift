import Domain

extension KauflandSale {
    var buyer: JSON {
        ["id_buyer": .integer(buyerID), "email": .string("k\(buyerID)@kaufland-marktplatz.example")]
    }

    /// Where everything goes; invented but for the buyer's name.
    var address: JSON {
        let names = order.buyer.split(separator: " ", maxSplits: 1)
        return [
            "first_name": .string(names.first.map(String.init) ?? ""),
            "last_name": .string(names.count > 1 ? String(names[1]) : ""), "company_name": nil,
            "street": "Musterweg", "house_number": "1", "postcode": "12345", "additional_field": nil,
            "city": "Musterstadt", "phone": nil, "country": .string(storefront.uppercased()),
        ]
    }

    func product(_ article: Article) -> JSON {
        [
            "id_product": .integer(362_000_000 + buyerID % 1_000_000), "storefront": .string(storefront),
            "title": .string(article.title), "eans": ["4001234567893"], "id_category": 34401,
            "main_picture": "https://media.kaufland.example/product.jpg", "manufacturer": "Beispiel",
            "url": "https://www.kaufland.example/product/", "age_rating": 0, "is_valid": true,
            "dangerous_goods_li_shipping": nil, "danger_label_9A": nil,
        ]
    }

    /// An order unit as order-units and embedded tickets show it.
    func json(_ unit: Unit) -> [String: JSON] {
        let article = unit.article
        return [
            "id_order_unit": .integer(unit.id), "id_order": .string(order.number),
            "ts_created_iso": .seconds(order.placed), "is_marketplace_deemed_supplier": false,
            "ts_updated_iso": .seconds(order.placed + .seconds(86_400)), "status": .string(unit.status),
            "price": .integer(article.price), "id_offer": .string(article.sku),
            "revenue_gross": .integer(article.price * 93 / 100), "revenue_net": .integer(article.price * 78 / 100),
            "note": nil, "unit_condition": "NEW", "storefront": .string(storefront), "currency": .string(currency),
            "delivery_time_min": 3, "delivery_time_max": 6,
            "delivery_time_expires_iso": .seconds(order.placed + .seconds(7 * 86_400)),
            "order_received_timestamp_iso": nil, "shipping_rate": .integer(article.shipping),
            "cancel_reason": .text(unit.cancelReason), "fulfillment_type": .string(fulfillment), "buyer": buyer,
            "billing_address": address, "shipping_address": address, "product": product(article), "vat": 19,
        ]
    }

    func json(_ invoice: Invoice) -> JSON {
        [
            "id_invoice": .integer(invoice.id), "id_order": .string(order.number), "storefront": .string(storefront),
            "is_marketplace_deemed_supplier": false, "original_name": .string(invoice.name),
            "mime_type": .string(invoice.type), "ts_created_iso": .seconds(invoice.uploaded),
            "url": .string("https://www.kaufland.example/invoices/\(invoice.id)"),
        ]
    }
}

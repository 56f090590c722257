/// A reason that messages, refunds and incidents are given (RE01). Codes are the operator's own.
struct MiraklReason: Sendable {
    var code: String
    var label: (de: String, en: String)
    var type: String
    var isShopRight: Bool

    static let all = [
        MiraklReason(
            code: "11", label: ("Artikel defekt", "Item is defective"), type: "INCIDENT_OPEN", isShopRight: false),
        MiraklReason(
            code: "21", label: ("Problem gelöst", "Problem solved"), type: "INCIDENT_CLOSE", isShopRight: true),
        MiraklReason(code: "18", label: ("Kulanz", "Goodwill"), type: "REFUND", isShopRight: true),
        MiraklReason(
            code: "31", label: ("Frage zur Lieferung", "Question about delivery"), type: "ORDER_MESSAGING",
            isShopRight: true),
        MiraklReason(
            code: "32", label: ("Frage zum Produkt", "Question about the product"), type: "ORDER_MESSAGING",
            isShopRight: false),
        MiraklReason(code: "41", label: ("Nicht lieferbar", "Out of stock"), type: "CANCELATION", isShopRight: true),
    ]

    static var messaging: [MiraklReason] { all.filter { $0.type == "ORDER_MESSAGING" && $0.isShopRight } }
}

extension MiraklStandIn {
    private static let locales: Set<String> = ["de", "de_DE", "en", "en_GB"]

    /// 400 for a language that is not active in the back office.
    static func checkLocale(_ query: Query) throws(Refusal) {
        if let locale = query["locale"], !locales.contains(locale) {
            throw Refusal(400, "locale is not active", field: "locale")
        }
    }

    /// RE01.
    func listReasons(_ query: Query) throws(Refusal) -> Response {
        try Self.checkLocale(query)
        let english = query["locale"]?.hasPrefix("en") ?? false
        let reasons = MiraklReason.all.map { reason -> JSON in
            [
                "code": .string(reason.code), "label": .string(english ? reason.label.en : reason.label.de),
                "type": .string(reason.type), "is_shop_right": .bool(reason.isShopRight),
            ]
        }
        return .json(["reasons": .array(reasons)])
    }

    /// A01, reduced to what tells one shop from another.
    var account: JSON {
        [
            "shop_id": .integer(names.shopID), "shop_name": .string(names.shop), "shop_state": "OPEN",
            "currency_iso_code": "EUR", "is_professional": true, "premium": false, "channels": [],
            "domains": ["PRODUCT"], "date_created": "2024-02-01T09:00:00Z", "order_messages_response_delay": 5400,
        ]
    }

    /// PC01.
    static let platform: JSON = [
        "platform_name": "Sandbox", "tenant_name": "sandbox", "timezone": "Europe/Berlin",
        "features": [
            "no_reply_needed": true, "order_tax_mode": "TAX_INCLUDED", "multi_currency": false,
            "payment_confirmation": false,
        ],
        "modules": ["order_management": true, "offer_management": true, "promotions": false, "quotes": false],
    ]
}

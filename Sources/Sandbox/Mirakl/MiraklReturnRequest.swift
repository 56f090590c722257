/// The body of OR28 (`refunds`) or OR30 (`cancelations`), checked key by key against the orders that it is for.
struct MiraklReturnRequest: Sendable {
    struct Entry: Sendable {
        var sale: Int
        var line: Int
        var amount: Int64
        var shipping: Int64
        var quantity: Int64
        var reason: String
        var taxes: [MiraklSale.Tax]
        var shippingTaxes: [MiraklSale.Tax]
    }

    enum Kind: Sendable {
        case refund, cancelation

        var list: String { self == .refund ? "refunds" : "cancelations" }
        var reasons: String { self == .refund ? "REFUND" : "CANCELATION" }
    }

    var taxMode: String?
    var entries: [Entry] = []

    init(_ body: [UInt8], _ kind: Kind, sales: KeyedList<MiraklSale>) throws(Refusal) {
        let members = try MiraklBody.object(body, known: ["order_tax_mode", kind.list])
        if let mode = members["order_tax_mode"] {
            guard let word = mode.string, ["TAX_INCLUDED", "TAX_EXCLUDED"].contains(word) else {
                throw Refusal(400, "must be TAX_INCLUDED or TAX_EXCLUDED", field: "order_tax_mode")
            }
            taxMode = word
        }
        guard let list = members[kind.list]?.array, !list.isEmpty else {
            throw Refusal(400, "must not be empty", field: kind.list)
        }
        for element in list {
            let entry = try Self.entry(element, kind, sales)
            guard !entries.contains(where: { $0.sale == entry.sale && $0.line == entry.line }) else {
                throw Refusal(400, "line given twice", field: "\(kind.list).order_line_id")
            }
            // Amounts in another mode than the order's would mean other money.
            guard sales[entry.sale].taxMode == taxMode ?? "TAX_INCLUDED" else {
                throw Refusal(400, "not the order's mode", field: "order_tax_mode")
            }
            entries.append(entry)
        }
    }

    private static func entry(_ value: JSON, _ kind: Kind, _ sales: KeyedList<MiraklSale>) throws(Refusal) -> Entry {
        let field = kind.list
        var known: Set<String> = [
            "order_line_id", "amount", "shipping_amount", "quantity", "reason_code", "currency_iso_code", "taxes",
            "shipping_taxes", "fees",
        ]
        if kind == .refund { known.insert("excluded_from_shipment") }
        let members = try MiraklBody.object(value, known: known, field: field)
        guard let id = members["order_line_id"]?.string else {
            throw Refusal(400, "is required", field: "\(field).order_line_id")
        }
        guard let sale = sales.firstIndex(where: { $0.lines.contains { $0.id == id } }),
            let index = sales[sale].lines.firstIndex(where: { $0.id == id })
        else { throw Refusal(404, "Order line not found: \(id)") }
        let line = sales[sale].lines[index]
        guard kind == .refund ? line.canRefund : line.canCancel else {
            throw Refusal(400, "the line's state \(line.state) does not allow it", field: "\(field).order_line_id")
        }
        if let currency = members["currency_iso_code"], currency != "EUR" {
            throw Refusal(400, "not the order's currency", field: "\(field).currency_iso_code")
        }
        let reason = try MiraklBody.reason(members["reason_code"], kind.reasons, field: "\(field).reason_code")
        let rest = line.rest
        let amount = try money(members["amount"], most: rest.price, field: "\(field).amount")
        let shipping = try money(members["shipping_amount"], most: rest.shipping, field: "\(field).shipping_amount")
        guard let quantity = members["quantity"]?.integer ?? (kind == .refund ? 0 : nil),
            (kind == .refund ? 0...rest.quantity : 1...max(1, rest.quantity)).contains(quantity)
        else { throw Refusal(400, "not a quantity of the line", field: "\(field).quantity") }
        let taxes = try self.taxes(members["taxes"], of: rest.taxes, field: "\(field).taxes")
        let shippingTaxes = try self.taxes(
            members["shipping_taxes"], of: rest.shippingTaxes, field: "\(field).shipping_taxes")
        guard amount + shipping + taxes.reduce(0, { $0 + $1.amount }) > 0 else {
            throw Refusal(400, "nothing to give back", field: "\(field).amount")
        }
        return Entry(
            sale: sale, line: index, amount: amount, shipping: shipping, quantity: quantity, reason: reason,
            taxes: taxes, shippingTaxes: shippingTaxes)
    }

    /// Whole cents, as numbers: not in quotes.
    private static func money(_ value: JSON?, most: Int64, field: String) throws(Refusal) -> Int64 {
        let major: Double
        switch value {
        case .number(let number): major = number
        case .integer(let number): major = Double(number)
        case nil: throw Refusal(400, "is required", field: field)
        default: throw Refusal(400, "must be a number", field: field)
        }
        let cents = (major * 100).rounded()
        guard abs(cents - major * 100) < 0.001 else { throw Refusal(400, "has more than two decimals", field: field) }
        guard cents >= 0, cents <= Double(most) else { throw Refusal(400, "more than is left", field: field) }
        return Int64(cents)
    }

    /// Required where the line has taxes, each of them once.
    private static func taxes(
        _ value: JSON?, of rest: [MiraklSale.Tax], field: String
    ) throws(Refusal) -> [MiraklSale.Tax] {
        guard let value else {
            if rest.isEmpty { return [] }
            throw Refusal(400, "is required for this order", field: field)
        }
        guard let list = value.array else { throw Refusal(400, "must be an array", field: field) }
        var taxes: [MiraklSale.Tax] = []
        for element in list {
            let members = try MiraklBody.object(element, known: ["code", "amount"], field: field)
            guard let code = members["code"]?.string, let known = rest.first(where: { $0.code == code }),
                !taxes.contains(where: { $0.code == code })
            else { throw Refusal(400, "not a tax of this line", field: "\(field).code") }
            let amount = try money(members["amount"], most: known.amount, field: "\(field).amount")
            taxes.append(MiraklSale.Tax(code: code, amount: amount))
        }
        guard taxes.count == rest.count else { throw Refusal(400, "a tax is missing", field: field) }
        return taxes
    }
}

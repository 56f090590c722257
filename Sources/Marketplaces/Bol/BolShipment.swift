import Domain
import Wire

/// A parcel of an order, as get-shipment tells it.
struct BolShipment: Sendable, Hashable {
    /// Carrier, number and the newest event, ready to show; nil where nothing is told.
    var tracking: String?

    init(_ json: JSON) {
        let transport = json["transport"]
        let newest = transport["transportEvents"].elements.max {
            (BolValue.time($0["eventDateTime"])?.milliseconds ?? 0)
                < (BolValue.time($1["eventDateTime"])?.milliseconds ?? 0)
        }
        var parts = [transport["transporterCode"].filled, transport["trackAndTrace"].filled]
        if let code = newest?["eventCode"].filled {
            parts += [code, newest?["eventDateTime"].filled.map { String($0.prefix(10)) }]
        } else if let shipped = json["shipmentDateTime"].filled {
            parts += ["shipped", String(shipped.prefix(10))]
        }
        let text = parts.compactMap { $0 }.joined(separator: " ")
        tracking = text.isEmpty ? nil : text
    }
}

/// An amount in the currency's minor unit (cents, grosze) with its ISO 4217 code.
public struct Money: Hashable, Sendable, CustomStringConvertible {
    public let minorUnits: Int64
    /// Three capital letters: `EUR`.
    public let currency: String

    public init(minorUnits: Int64, currency: String) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// `12.50`
    public var decimal: String {
        let magnitude = minorUnits.magnitude
        return "\(minorUnits < 0 ? "-" : "")\(magnitude / 100).\(pad(Int(magnitude % 100), 2))"
    }

    /// `12.50 EUR`; two decimals, as all currencies of the supported marketplaces have.
    public var description: String { "\(decimal) \(currency)" }
}

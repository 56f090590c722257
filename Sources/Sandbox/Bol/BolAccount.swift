import Domain

/// The seller account that the stand-in knows.
struct BolAccount: Sendable {
    var clientID = "7c1d3f0e-5a2b-4c3d-9e8f-0a1b2c3d4e5f"
    /// With characters that a form would encode, as the secret goes into HTTP's Basic as it is.
    var clientSecret = Secret("sandbox+bol/secret=1")
    /// Addresses that the relay takes mail from.
    var approvedSenders: [EmailAddress]
    var name = "Voorbeeldwinkel"

    /// Where buyers' messages come from, and where answers go.
    static let contactDomain = "klantbericht.bol.com"
    /// Where an order says that its buyer is.
    static let orderDomain = "verkopen.bol.com"
}

import Domain

/// An order of the sandbox: one article for one buyer.
struct Order: Sendable {
    var number: String
    var buyer: String
    /// Buyer's language, ISO 639-1.
    var language: String
    var article: Article
    var placed: Timestamp
}

/// What was bought. All of it is invented.
struct Article: Sendable {
    var title: String
    /// In cents.
    var price: Int64
    var shipping: Int64
    var sku: String
    var asin: String

    static let all = [
        Article(title: "Lötstation 80 W", price: 5499, shipping: 495, sku: "LS-80", asin: "B0SANDBX01"),
        Article(title: "Teekanne 1,2 l", price: 2499, shipping: 0, sku: "TK-12", asin: "B0SANDBX02"),
        Article(title: "Fahrradlampe mit Akku", price: 3990, shipping: 390, sku: "FL-7", asin: "B0SANDBX03"),
        Article(title: "Werkzeugkoffer 108-teilig", price: 8950, shipping: 590, sku: "WK-108", asin: "B0SANDBX04"),
    ]

    /// The same article for the same order number.
    static func bought(with order: String) -> Article {
        all[order.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 3]
    }
}

extension Order {
    /// `language` as a locale of a European storefront: `de_DE` with `_`, `de-DE` with `-`.
    func locale(separator: String) -> String {
        let country = ["de": "DE", "en": "GB", "pl": "PL", "fr": "FR", "nl": "NL", "it": "IT", "es": "ES"][language]
        return "\(language)\(separator)\(country ?? "DE")"
    }
}

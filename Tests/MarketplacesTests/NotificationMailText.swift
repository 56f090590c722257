import MIME

@testable import Marketplaces

/// A small mail for tests of recognition.
struct NotificationMailText: Sendable {
    var from: String
    var subject: String
    var body: String
    var fields: [String] = []
    var type = "text/plain; charset=utf-8"

    func recognised(
        settings: [MarketplaceSettings] = [], rules: [NotificationRule] = []
    ) throws -> Recognition {
        let domain = from.split(separator: "@").last.map { $0.prefix { $0 != ">" } } ?? ""
        let header =
            [
                "Authentication-Results: mx.seller.example; dmarc=pass header.from=\(domain)", "From: \(from)",
                "To: a@seller.example", "Subject: \(subject)", "Content-Type: \(type)",
            ] + fields
        let mail = header.joined(separator: "\r\n") + "\r\n\r\n" + body.replacing("\n", with: "\r\n")
        return try NotificationRecogniser(settings: settings, rules: rules, authservID: "mx.seller.example").recognise(
            Message(parsing: Array(mail.utf8)))
    }
}

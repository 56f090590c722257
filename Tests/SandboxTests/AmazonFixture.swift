import Domain
import Testing

@testable import Sandbox

/// An Amazon stand-in with one buyer's message and a valid token.
struct AmazonFixture {
    var standIn: AmazonStandIn
    var token = ""
    var relay: EmailAddress
    let order: String

    static let form = [
        "grant_type=refresh_token", "refresh_token=Atzr%7C1", "client_id=amzn1.app", "client_secret=hush",
    ]

    init(order: String = "302-1234567-1234567") throws {
        self.order = order
        let seller = try #require(EmailAddress("shop@seller.example"))
        standIn = AmazonStandIn(
            account: AmazonAccount(
                clientID: "amzn1.app", clientSecret: Secret("hush"), refreshToken: Secret("Atzr|1"),
                marketplaceID: "A1PA6795UKMFR9", relayDomain: "marketplace.amazon.de", approvedSenders: [seller],
                language: "de"))
        var message = BuyerMessage(marketplace: .amazon, language: "pl", name: "Zofia", text: "Dzień dobry")
        message.order = order
        relay = try #require(standIn.receive(message, now: start).conversation.relayAddress)
        token = try #require(ask(Self.tokenRequest(Self.form)).body?["access_token"]?.string)
    }

    static func tokenRequest(_ fields: [String], type: String = "application/x-www-form-urlencoded;charset=UTF-8")
        -> Request
    {
        Request(
            method: "POST", target: "/amazon/auth/o2/token", headers: ["content-type": type],
            body: Array(fields.joined(separator: "&").utf8))
    }

    func get(_ target: String) -> Request {
        Request(
            method: "GET", target: "/amazon/\(target)",
            headers: [
                "x-amz-access-token": token, "user-agent": "mailbridge/1.0 (Language=Swift; Platform=Linux)",
                "x-amz-date": "20261120T081502Z",
            ])
    }

    func post(_ target: String, _ body: String, type: String = "application/json") -> Request {
        var request = get(target)
        request.method = "POST"
        request.body = Array(body.utf8)
        if !body.isEmpty { request.headers["content-type"] = type }
        request.headers["host"] = "127.0.0.1:1"
        return request
    }

    /// A request to the storage at an address that the stand-in gave.
    static func stored(
        _ method: String, _ address: String?, _ headers: [String: String] = [:], _ body: String = ""
    ) -> Request {
        let target = (address ?? "").replacing("http://127.0.0.1:1", with: "")
        return Request(method: method, target: target, headers: headers, body: Array(body.utf8))
    }

    mutating func ask(_ request: Request, at time: Timestamp = start) -> (status: Int, body: JSON?) {
        let response: Response
        do throws(Refusal) {
            response = try standIn.carryOut(request, now: time)
        } catch {
            response = standIn.response(to: error)
        }
        return (response.status, JSON(parsing: response.body))
    }
}

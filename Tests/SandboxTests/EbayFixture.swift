import Domain
import FoundationEssentials
import Testing

@testable import Sandbox

/// An eBay stand-in with one conversation, a token, and requests as a well-behaved client makes them.
struct EbayFixture {
    static let order = "12-34567-89012"
    var standIn = EbayStandIn()
    var conversation = ""
    var token = ""

    init() throws {
        var message = BuyerMessage(marketplace: .ebay, language: "de", name: "Erika Muster", text: "Wo bleibt es?")
        message.order = Self.order
        conversation = try standIn.receive(message, now: start).conversation.id
        token = try #require(ask(tokenRequest()).body?["access_token"]?.string)
    }

    func tokenRequest(scope: String? = nil, change: (inout Request) -> Void = { _ in }) -> Request {
        let account = standIn.account
        var form = "grant_type=refresh_token&refresh_token=\(account.refreshToken.reveal().replacing("#", with: "%23"))"
        if let scope { form += "&scope=https://api.ebay.com/oauth/api_scope/\(scope)" }
        let pair = Data("\(account.clientID):\(account.clientSecret.reveal())".utf8).base64EncodedString()
        var request = Request(
            method: "POST", target: "/ebay/identity/v1/oauth2/token",
            headers: ["content-type": "application/x-www-form-urlencoded", "authorization": "Basic \(pair)"],
            body: Array(form.utf8))
        change(&request)
        return request
    }

    /// `target` follows `/ebay/`.
    func request(
        _ method: String, _ target: String, body: String = "", change: (inout Request) -> Void = { _ in }
    ) -> Request {
        var request = Request(
            method: method, target: "/ebay/\(target)",
            headers: ["host": "127.0.0.1:8080", "authorization": "Bearer \(token)"], body: Array(body.utf8))
        if !body.isEmpty { request.headers["content-type"] = "application/json" }
        change(&request)
        return request
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

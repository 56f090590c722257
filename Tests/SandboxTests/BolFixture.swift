import Domain
import Testing

@testable import Sandbox

/// A bol stand-in with one order and a valid token, and requests as a well-behaved client makes them.
struct BolFixture {
    var standIn: BolStandIn
    var token = ""
    var relay: EmailAddress
    let order: String

    init(_ order: String = "A2K8290LPR") throws {
        self.order = order
        let seller = try #require(EmailAddress("shop@seller.example"))
        standIn = BolStandIn(account: BolAccount(approvedSenders: [seller]))
        var message = BuyerMessage(marketplace: .bol, language: "nl", name: "Billie Jansen", text: "Waar blijft het?")
        message.order = order
        relay = try #require(standIn.receive(message, now: start).conversation.relayAddress)
        token = try #require(ask(Self.tokenRequest()).body?["access_token"]?.string)
    }

    /// Of the account that the fixture knows.
    static func tokenRequest(_ change: (inout Request) -> Void = { _ in }) -> Request {
        var request = Request(
            method: "POST", target: "/bol/token",
            headers: [
                "content-type": "application/x-www-form-urlencoded", "accept": "application/json",
                "authorization":
                    "Basic N2MxZDNmMGUtNWEyYi00YzNkLTllOGYtMGExYjJjM2Q0ZTVmOnNhbmRib3grYm9sL3NlY3JldD0x",
            ],
            body: Array("grant_type=client_credentials".utf8))
        change(&request)
        return request
    }

    /// `target` follows `/bol/`.
    func request(
        _ method: String, _ target: String, body: String = "", type: String = BolStandIn.mediaType,
        change: (inout Request) -> Void = { _ in }
    ) -> Request {
        var request = Request(
            method: method, target: "/bol/\(target)",
            headers: ["authorization": "Bearer \(token)", "accept": BolStandIn.mediaType], body: Array(body.utf8))
        if !body.isEmpty { request.headers["content-type"] = type }
        change(&request)
        return request
    }

    var item: String { standIn.orders[0].items[0].id }

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

import Domain
import Testing

@testable import Sandbox

/// A Kaufland stand-in with one open ticket, and signed requests as a well-behaved client makes them.
struct KauflandFixture {
    static let secret = Secret("a7d0cb1da1ddbc86c96ee5fedd341b7d8ebfbb2f5c83cfe0909f4e57f05dd403")
    var standIn = KauflandStandIn(clientKey: "client", secret: secret)
    var ticket = ""

    init() throws {
        var message = BuyerMessage(marketplace: .kaufland, language: "de", name: "Käufer", text: "Wo bleibt es?")
        message.order = "MB7UWLD"
        ticket = try standIn.receive(message, now: start).conversation.id
    }

    /// `target` follows `/kaufland/v2/`; `change` spoils the request after it was signed.
    static func request(
        _ method: String, _ target: String, body: String = "", time: Timestamp = start,
        change: (inout Request) -> Void = { _ in }
    ) -> Request {
        var request = Request(
            method: method, target: "/kaufland/v2/\(target)",
            headers: ["host": "127.0.0.1:8080", "user-agent": "mailbridge/1", "accept": "application/json"],
            body: Array(body.utf8))
        if !body.isEmpty { request.headers["content-type"] = "application/json" }
        let timestamp = String(time.seconds)
        request.headers["shop-client-key"] = "client"
        request.headers["shop-timestamp"] = timestamp
        request.headers["shop-signature"] = KauflandSignature.make(
            method: method, uri: request.uri, body: request.body, timestamp: timestamp, secret: secret)
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

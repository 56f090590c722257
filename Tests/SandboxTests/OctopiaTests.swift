import Domain
import Testing

@testable import Sandbox

@Suite("Octopia refuses") struct OctopiaRefusalTests {
    private var standIn = OctopiaStandIn()
    private var discussion = ""
    private let token = "t"

    init() throws {
        var message = BuyerMessage(marketplace: .octopia, language: "fr", name: "Anne", text: "Où est mon colis ?")
        message.order = "2611201234ABCDE"
        discussion = try standIn.receive(message, now: start).conversation.id
        standIn.tokens[token] = start + .seconds(60)
    }

    private func request(
        _ method: String, _ target: String, _ body: String = "", change: (inout Request) -> Void = { _ in }
    ) -> Request {
        var request = Request(
            method: method, target: "/octopia/seller/v2/\(target)",
            headers: ["authorization": "Bearer t", "sellerid": OctopiaStandIn.sellerID], body: Array(body.utf8))
        if !body.isEmpty { request.headers["content-type"] = "application/json" }
        change(&request)
        return request
    }

    private mutating func status(_ request: Request, at time: Timestamp = start) -> Int {
        do throws(Refusal) {
            return try standIn.carryOut(request, now: time).status
        } catch {
            return standIn.response(to: error).status
        }
    }

    private func message(_ body: String = "Votre colis arrive.", channel: String = "CDISFR", more: String = "")
        -> String
    {
        let customer = standIn.discussions[0].customer
        return
            #"{"body":"\#(body)","discussionId":"\#(discussion)","salesChannel":"\#(channel)","receivers":[{"userId":"\#(customer)","userType":"Customer"}]\#(more)}"#
    }

    @Test("what is not addressed as it has to be")
    mutating func addressing() {
        #expect(status(request("GET", "discussions/\(discussion)")) == 200)
        #expect(status(request("GET", "discussions/\(discussion)") { $0.headers["sellerid"] = nil }) == 400)
        #expect(status(request("GET", "discussions/\(discussion)") { $0.headers["sellerid"] = "1" }) == 403)
        #expect(status(request("GET", "discussions/\(discussion)") { $0.headers["authorization"] = nil }) == 401)
        #expect(status(request("GET", "discussions/\(discussion)"), at: start + .seconds(61)) == 401)
        #expect(status(request("GET", "discussions/1")) == 404)
        #expect(status(request("GET", "discussions?pageIndex=0")) == 400)
        #expect(status(request("GET", "discussions?page=1")) == 400)
        #expect(status(request("DELETE", "discussions/\(discussion)")) == 405)
        #expect(status(request("POST", "messages", message()) { $0.headers["content-type"] = "text/plain" }) == 415)
    }

    @Test("messages of the wrong length, to the wrong person or with more than is known")
    mutating func messages() {
        #expect(status(request("POST", "messages", message("trop court  "))) == 400)
        #expect(status(request("POST", "messages", message(String(repeating: "x", count: 5001)))) == 400)
        #expect(status(request("POST", "messages", message(channel: "OTHER"))) == 400)
        #expect(status(request("POST", "messages", message(more: #","attachments":[]"#))) == 400)
        let stranger = message().replacing(standIn.discussions[0].customer, with: "stranger")
        #expect(status(request("POST", "messages", stranger)) == 400)
        #expect(standIn.postCount == 0)
        #expect(status(request("POST", "messages", message())) == 201)
    }

    @Test("a close before an answer, and patches of something else")
    mutating func patches() {
        let close = #"[{"op":"replace","path":"/isOpen","value":false}]"#
        #expect(status(request("PATCH", "discussions/\(discussion)", close)) == 400)
        #expect(status(request("POST", "messages", message())) == 201)
        #expect(
            status(request("PATCH", "discussions/\(discussion)", close.replacing("replace", with: "remove"))) == 400)
        #expect(
            status(request("PATCH", "discussions/\(discussion)", close.replacing("isOpen", with: "subject"))) == 400)
        #expect(status(request("PATCH", "discussions/\(discussion)", close)) == 204)
        #expect(status(request("POST", "messages", message())) == 400, "it is closed")
    }

    @Test("more than 500 tokens an hour")
    mutating func tokens() {
        var ask = Request(
            method: "POST", target: "/octopia/auth/realms/maas/protocol/openid-connect/token",
            headers: ["content-type": "application/x-www-form-urlencoded"],
            body: Array(
                "client_id=sandbox-octopia-client&client_secret=sandbox-octopia-secret&grant_type=client_credentials"
                    .utf8))
        for _ in 0..<500 { #expect(status(ask) == 200) }
        #expect(status(ask) == 429)
        #expect(status(ask, at: start + .seconds(3601)) == 200)
        ask.body = Array("client_id=x&client_secret=y&grant_type=client_credentials".utf8)
        #expect(status(ask) == 401)
    }
}

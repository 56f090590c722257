import Domain
import Testing

@testable import Sandbox

/// A Mirakl stand-in with one open thread, and requests as a well-behaved client makes them.
struct MiraklFixture {
    static let key = "key-1"
    var standIn = MiraklStandIn(key: Secret(key), names: MiraklNames(shopID: 2042, operator: "Conrad"))
    var thread = ""
    var customer = ""

    init(author: BuyerMessage.Author = .buyer) throws {
        var message = BuyerMessage(marketplace: .mirakl, language: "de", name: "Erika M.", text: "Guten Tag,\nwann?")
        message.order = "2500000001-A"
        message.author = author
        thread = try standIn.receive(message, now: start).conversation.id
        customer = try #require(standIn.threads.first).customerID
    }

    static func get(_ path: String, headers: [String: String] = ["authorization": key]) -> Request {
        Request(method: "GET", target: "/mirakl/api/\(path)", headers: headers)
    }

    /// The body of M12; `parts` are header fields (without the disposition's start) and content.
    static func form(_ parts: [(header: String, content: String)], boundary: String = "xYz") -> [UInt8] {
        var text = ""
        for part in parts {
            text += "--\(boundary)\r\nContent-Disposition: form-data; \(part.header)\r\n\r\n\(part.content)\r\n"
        }
        return Array("\(text)--\(boundary)--\r\n".utf8)
    }

    static let inputHeader = "name=\"message_input\"\r\nContent-Type: application/json"

    func post(
        input: String, more: [(header: String, content: String)] = [],
        contentType: String = "multipart/form-data; boundary=xYz", thread id: String? = nil
    ) -> Request {
        Request(
            method: "POST", target: "/mirakl/api/inbox/threads/\(id ?? thread)/message?shop_id=2042",
            headers: ["authorization": Self.key, "content-type": contentType],
            body: Self.form([(Self.inputHeader, input)] + more))
    }

    /// An input that is accepted.
    var goodInput: String {
        #"{"body":"Ihr Paket ist unterwegs.<br />Viele Gr&uuml;&szlig;e &amp; Dank","to":[{"type":"CUSTOMER","id":"\#(customer)"}]}"#
    }

    /// Status and JSON body of the answer to `request`.
    mutating func ask(_ request: Request, at time: Timestamp = start + .seconds(60)) -> (status: Int, body: JSON?) {
        let response: Response
        do throws(Refusal) {
            response = try standIn.carryOut(request, now: time)
        } catch {
            response = standIn.response(to: error)
        }
        return (response.status, JSON(parsing: response.body))
    }
}

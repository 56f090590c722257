import Domain
import Glibc
import Testing
import Transport
import Wire

@testable import Marketplaces

/// The static cases of Amazon's own sandbox, where they are at hand: beside the package, or where `MAILBRIDGE_SHARED` says.
struct AmazonCase: Sendable, CustomStringConvertible {
    let json: JSON
    let number: Int

    var operation: String { json["operationId"].string ?? "?" }
    var api: String { json["api"].string ?? "?" }
    var method: String { json["method"].string ?? "GET" }
    var status: Int { json["expectStatus"].integer.flatMap { Int(exactly: $0) } ?? 0 }
    var succeeds: Bool { (200..<300).contains(status) }
    var answer: JSON { json["expectBody"] }
    var body: JSON { json["body"] }
    var description: String { "\(number) \(operation) \(status)" }

    func parameter(_ name: String) -> String? { json["parameters"][name].scalar }
    func list(_ name: String) -> [String] { json["parameters"][name].elements.compactMap(\.scalar) }

    /// The path with its parameters, and the names of those that are part of it.
    var path: (text: String, names: Set<String>) {
        var text = json["path"].string ?? ""
        var names: Set<String> = []
        while let start = text.firstIndex(of: "{"), let end = text.firstIndex(of: "}") {
            let name = String(text[text.index(after: start)..<end])
            names.insert(name)
            text.replaceSubrange(start...end, with: parameter(name) ?? "any")
        }
        return (text, names)
    }

    static let all: [AmazonCase] = {
        let shared =
            getenv("MAILBRIDGE_SHARED").map { String(cString: $0) }
            ?? String(#filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }) + "/../shared"
        guard let bytes = NotificationCorpus.content("\(shared)/specs/data/amazon/sandbox-cases.json"),
            let json = try? JSON(parsing: bytes)
        else {
            print("SKIPPED: Amazon's static sandbox cases; \(shared)/specs/data/amazon is not there")
            return []
        }
        return json.elements.enumerated().map { AmazonCase(json: $1, number: $0) }
    }()
}

/// Amazon's static sandbox with one case: answers what the case says to a request that has the case's parameters, and that
/// nothing fits to every other.
private struct StaticSandbox: HTTPExchange {
    let one: AmazonCase

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        if request.url.hasPrefix("https://login.example/") {
            return answer(200, #"{"access_token":"Atza|1","expires_in":3600}"#)
        }
        // The storage is no part of the sandbox.
        guard request.url.hasPrefix("https://sp.example/") else {
            let report = "<A><ProcessingSummary><MessagesSuccessful>1</MessagesSuccessful></ProcessingSummary></A>"
            return answer(200, request.method == "GET" ? report : "")
        }
        guard fits(request) else { return answer(404, #"{"errors":[{"code":"NoMatch","message":"nothing fits"}]}"#) }
        let isEmpty = one.answer == .null
        return HTTPResponse(status: one.status, body: isEmpty ? [] : one.answer.bytes)
    }

    private func answer(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, body: Array(text.utf8))
    }

    private func fits(_ request: HTTPRequest) -> Bool {
        let target = request.url.dropFirst("https://sp.example".count).split(separator: "?", maxSplits: 1)
        let (path, names) = one.path
        guard request.method == one.method, target.first.map(String.init) == path else { return false }
        let query = Dictionary(
            (target.dropFirst().first ?? "").split(separator: "&").map { pair -> (String, String) in
                let halves = pair.split(separator: "=", maxSplits: 1)
                return (String(halves[0]), halves.count > 1 ? decoded(halves[1]) : "")
            }, uniquingKeysWith: { first, _ in first })
        guard case .object(let parameters) = one.json["parameters"] else { return false }
        for parameter in parameters where !names.contains(parameter.key) {
            let values = parameter.value.elements.compactMap(\.scalar)
            let expected = parameter.value.scalar ?? values.joined(separator: ",")
            guard query[parameter.key] == expected else { return false }
        }
        // A parameter that the reference demands of these has to be there, whatever the case says.
        if ["messaging", "solicitations"].contains(one.api), query["marketplaceIds"] != "ATVPDKIKX0DER" {
            return false
        }
        guard case .object(let members) = one.body else { return true }
        guard let body = try? JSON(parsing: request.body) else { return false }
        return members.allSatisfy { body[$0.key] == $0.value }
    }

    private func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

@Suite("Amazon's static sandbox", .enabled(if: !AmazonCase.all.isEmpty)) struct AmazonCaseTests {
    @Test("there are 64 cases") func count() { #expect(AmazonCase.all.count == 64) }

    @Test("plays each case with the requests and readers of the connector", arguments: AmazonCase.all)
    func plays(one: AmazonCase) async throws {
        let settings = AmazonScript.settings(["marketplace_id": "ATVPDKIKX0DER"])
        let api = try #require(try AmazonAPI(settings, http: StaticSandbox(one: one), now: atNoon))
        if one.api == "messaging" {
            try await playMessaging(one, api)
        } else if ["getOrder", "getOrderItems"].contains(one.operation) {
            try await playOrder(one, api)
        } else if ["createFeed", "getFeed", "createFeedDocument", "getFeedDocument"].contains(one.operation) {
            try await playFeed(one, api)
        } else {
            try await playOther(one, api)
        }
    }

    private func playMessaging(_ one: AmazonCase, _ api: AmazonAPI) async throws {
        let order = OrderNumber(one.parameter("amazonOrderId") ?? "")
        switch one.operation {
        case "getMessagingActionsForOrder":
            let found = try await outcome { try await api.messages(for: order, at: "ATVPDKIKX0DER") }
            let expected: Set<AmazonMessage> = Set(AmazonMessage.allCases).subtracting([.invoice])
            #expect(found.map(Set.init) == (one.succeeds ? .success(expected) : .failure(Self.refusal(one))))
        case "GetAttributes":
            let locale = try await outcome { try await api.locale(order, at: "ATVPDKIKX0DER") }
            #expect(locale == (one.succeeds ? .success("en-US") : .failure(Self.refusal(one))))
        case "CreateWarranty" where one.succeeds:
            // The connector leaves the dates out, which it has from nobody.
            let path = api.base.path("messaging", "v1", "orders", order.text, "messages", "warranty")
                .query("marketplaceIds", "ATVPDKIKX0DER")
            guard case .taken = await api.door.write(api.post(one.operation, path, one.body)) else {
                Issue.record("not taken")
                return
            }
        default:
            let kind = try #require(AmazonMessage.allCases.first { $0.operation == one.operation })
            let files = one.body["attachments"].elements.map {
                AmazonAPI.UploadedFile(id: $0["uploadDestinationId"].string ?? "", name: $0["fileName"].string ?? "")
            }
            let failure = await api.send(
                kind, text: one.body["text"].string ?? "x", files: files, on: order, at: "ATVPDKIKX0DER")
            #expect(failure.map(summary) == (one.succeeds ? nil : "refused Invalid Input"))
        }
    }

    private func playOrder(_ one: AmazonCase, _ api: AmazonAPI) async throws {
        let number = OrderNumber(one.parameter("orderId") ?? "")
        if one.api == "orders_2026-01-01" {
            let parts = one.list("includedData")
            let order = try await outcome { try await api.order(number, including: parts.isEmpty ? ["BUYER"] : parts) }
            guard one.succeeds else {
                #expect(order == .failure(Self.refusal(one)))
                return
            }
            try check(try #require(try order.get()), one.answer["order"])
            return
        }
        let suffix = one.operation == "getOrderItems" ? ["orderItems"] : []
        var address = api.base.path("orders", "v0", "orders", number.text)
        for segment in suffix { address = address.path(segment) }
        let json = try await outcome { try await api.door.json(api.get(one.operation, address)) }
        guard one.succeeds else {
            #expect(json == .failure(Self.refusal(one)))
            return
        }
        let isOrder = one.operation == "getOrder"
        let order = try #require(
            AmazonOrder(
                old: isOrder ? try json.get() : ["payload": ["AmazonOrderId": "1"]],
                items: isOrder ? .null : try json.get()))
        if isOrder {
            #expect(order.isSentByAmazon == (number.text == "TEST_CASE_IBA_200"))
            #expect(order.progress == (order.isSentByAmazon ? .shipped : .unshipped))
            #expect(order.total != nil && order.marketplaceID != nil)
        } else {
            #expect(order.items.map(\.id) == ["05015851154158"])
            #expect(order.items.first?.cancellationWish == "Found cheaper somewhere else.")
        }
    }

    private func check(_ order: AmazonOrder, _ json: JSON) throws {
        #expect(order.items.count == json["orderItems"].elements.count)
        #expect(order.items.allSatisfy { $0.id != nil && $0.title != "?" })
        #expect(order.marketplaceID == json["salesChannel"]["marketplaceId"].string)
        #expect(order.status == json["fulfillment"]["fulfillmentStatus"].string)
        #expect(order.createdAt != nil)
    }

    private func playFeed(_ one: AmazonCase, _ api: AmazonAPI) async throws {
        switch one.operation {
        case "createFeedDocument":
            let type = one.body["contentType"].string ?? AmazonFeed.contentType
            let id = try await outcome { try await api.store([1], type: type) }
            let expected = one.answer["feedDocumentId"].string ?? ""
            #expect(id == (one.succeeds ? .success(expected) : .failure(Self.refusal(one))))
        case "createFeed":
            let result = await api.start(
                one.body["feedType"].string ?? "", document: one.body["inputFeedDocumentId"].string ?? "",
                at: one.body["marketplaceIds"].elements.compactMap(\.string))
            #expect(summary(result) == (one.succeeds ? "pending 3485934" : "refused Invalid input"))
        case "getFeed":
            let state = try await outcome { try await api.feed(one.parameter("feedId") ?? "") }
            #expect(state == (one.succeeds ? .success(.cancelled) : .failure(Self.refusal(one))))
        default:
            let report = try await outcome { try await api.report(one.parameter("feedDocumentId") ?? "").outcome }
            #expect(report == (one.succeeds ? .success(.done(note: nil)) : .failure(Self.refusal(one))))
        }
    }

    /// Operations that the connector has no use for: they pass through the same door, and lists of orders have the same
    /// orders in them.
    private func playOther(_ one: AmazonCase, _ api: AmazonAPI) async throws {
        let (path, names) = one.path
        var address = api.base
        for segment in path.split(separator: "/") { address = address.path(String(segment)) }
        if case .object(let parameters) = one.json["parameters"] {
            for parameter in parameters where !names.contains(parameter.key) {
                let values = parameter.value.elements.compactMap(\.scalar)
                address = address.query(parameter.key, parameter.value.scalar ?? values.joined(separator: ","))
            }
        }
        if one.api == "solicitations", !one.list("marketplaceIds").contains("ATVPDKIKX0DER") {
            address = address.query("marketplaceIds", "ATVPDKIKX0DER")
        }
        var call = one.method == "POST" ? api.post(one.operation, address, one.body) : api.get(one.operation, address)
        call.method = one.method
        let json = try await outcome { [call] in try await api.door.json(call) }
        guard one.succeeds else {
            #expect(json == .failure(Self.refusal(one)))
            return
        }
        #expect(try json.get() == one.answer)
        for order in one.answer["orders"].elements {
            try check(try #require(AmazonOrder(current: ["order": order])), order)
        }
        for order in one.answer["payload"]["Orders"].elements {
            #expect(AmazonOrder(old: ["payload": order], items: .null)?.status == order["OrderStatus"].string)
        }
    }

    /// What a failure says, for comparison.
    struct Refusal: Error, Hashable {
        var kind: ConnectorError.Kind
        var status: Int?
        var detail: String
    }

    private static func refusal(_ one: AmazonCase) -> Refusal {
        let error = one.answer["errors"].elements.first ?? .null
        let message = error["message"].string ?? ""
        let details = error["details"].filled.flatMap { $0 == message ? nil : " (\($0))" } ?? ""
        return Refusal(kind: .invalid, status: one.status, detail: "\(message)\(details)")
    }

    private func outcome<Value>(_ body: () async throws -> Value) async throws -> Result<Value, Refusal> {
        do {
            return .success(try await body())
        } catch let error as ConnectorError {
            let words = error.detail.split(separator: ", ", maxSplits: 1).last.map(String.init) ?? ""
            return .failure(Refusal(kind: error.kind, status: error.status, detail: words))
        }
    }
}

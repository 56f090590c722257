import Domain
import Transport
import Wire

/// Kaufland's seller API v2 for one account: builds and signs requests, reads answers.
struct KauflandAPI: Sendable {
    let base: WebAddress
    let clientKey: String
    let secret: Secret<String>
    let caFile: String?
    let timeout: Duration
    let http: any HTTPExchange
    let now: @Sendable () -> Timestamp
    let pace = KauflandPace()

    /// GET /tickets/{id_ticket}: one ticket with messages, files and order units.
    func ticket(_ id: String) async throws(ConnectorError) -> KauflandTicket {
        let address = base.path("tickets", id).query("embedded", "messages,files,order_units")
        let answer = try await read("tickets", address)
        guard let ticket = KauflandTicket(answer["data"]) else {
            throw ConnectorError(.protocolViolation, "tickets: the answer holds no ticket", retry: .later)
        }
        return ticket
    }

    /// GET /orders/{id_order}.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> KauflandOrder {
        KauflandOrder(try await read("orders", base.path("orders", number.text))["data"])
    }

    /// GET /info/storefront: the seller's storefronts; proves address, key, secret and clock.
    func storefronts() async throws(ConnectorError) -> [String] {
        try await read("info/storefront", base.path("info", "storefront"))["data"].elements.compactMap(\.string)
    }

    /// POST /tickets/{id_ticket}/messages; nil for a success, which names no id.
    func send(_ message: KauflandMessageRequest, to ticket: String) async -> PostResult? {
        let address = base.path("tickets", ticket, "messages")
        let body = message.json.bytes
        var table = AnswerTable(operation: "tickets/messages")
        do {
            let response = try await exchange("POST", address, body: body, &table)
            return table.postResult(response)
        } catch {
            return table.postResult(error)
        }
    }

    /// The bytes behind a file's address. Whether it wants a signature is not documented: it is asked for without one,
    /// and then, on the API's own host only, with one.
    func download(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        guard let link = WebLink(reference.handle) else {
            throw ConnectorError(.invalid, "files: the file's address is no web address", retry: .never)
        }
        var table = AnswerTable(operation: "files")
        var response: HTTPResponse
        do {
            response = try await http.send(HTTPRequest(url: link.text, timeout: timeout, caFile: caFile))
            if [401, 403].contains(response.status), link.host == WebLink(base.description)?.host {
                response = try await http.send(signed("GET", link.text, body: []))
            }
        } catch {
            throw table.error(error)
        }
        table.explanation = KauflandProblem(response).explanation
        if let error = table.error(response) { throw error }
        return Attachment(
            name: reference.name, type: mediaType(of: response.body, name: reference.name), bytes: response.body)
    }

    private func read(_ operation: String, _ address: WebAddress) async throws(ConnectorError) -> JSON {
        var table = AnswerTable(operation: operation)
        let response: HTTPResponse
        do {
            response = try await exchange("GET", address, body: [], &table)
        } catch {
            throw table.error(error)
        }
        if let error = table.error(response) { throw error }
        do {
            return try JSON(parsing: response.body)
        } catch {
            throw table.unreadable("no JSON, \(error)", response)
        }
    }

    /// Sends one request. A signature that did not fit was refused before anything happened, so it is made once more
    /// with a fresh time; that is safe for writes too.
    private func exchange(
        _ method: String, _ address: WebAddress, body: [UInt8], _ table: inout AnswerTable
    ) async throws(TransportError) -> HTTPResponse {
        var response = try await http.send(signed(method, address.description, body: body))
        var problem = KauflandProblem(response)
        if response.status == 401, problem.isSignature {
            response = try await http.send(signed(method, address.description, body: body))
            problem = KauflandProblem(response)
        }
        if response.status == 429 { table.defaultWait = pace.refused() } else { pace.accepted() }
        table.explanation = problem.explanation
        if response.status == 401, problem.isSignature {
            table.explanation = "signature refused: check the secret and this machine's clock"
        }
        return response
    }

    /// What is signed here is what goes out, byte for byte.
    private func signed(_ method: String, _ address: String, body: [UInt8]) -> HTTPRequest {
        let timestamp = now().seconds
        let signature = kauflandSignature(
            method: method, address: address, body: body, timestamp: timestamp, secret: secret.reveal())
        var headers = [
            (name: "Shop-Client-Key", value: clientKey), (name: "Shop-Timestamp", value: String(timestamp)),
            (name: "Shop-Signature", value: signature), (name: "Accept", value: "application/json"),
        ]
        if !body.isEmpty { headers.append((name: "Content-Type", value: "application/json")) }
        return HTTPRequest(
            method: method, url: address, headers: headers, body: body, timeout: timeout, caFile: caFile)
    }
}

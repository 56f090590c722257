import Domain
import Transport

/// The storage behind addresses that the API hands out: signed, good for some minutes, and asked without a token.
struct AmazonStorage: Sendable {
    let http: any HTTPExchange
    let caFile: String?
    let timeout: Duration
    private let hosts: PeerHosts

    /// - Parameter api: the configured address of the interface; a stand-in keeps its files itself.
    init(http: any HTTPExchange, caFile: String?, timeout: Duration, api: String) {
        self.http = http
        self.caFile = caFile
        self.timeout = timeout
        hosts = PeerHosts(api: api, domains: ["amazonaws.com", "cloudfront.net", "amazon.com"])
    }

    /// PUT with the header fields that came with the address, because they are signed, and the content's type.
    func put(
        _ bytes: [UInt8], type: String, to address: String, headers: [(name: String, value: String)] = []
    ) async throws(ConnectorError) {
        var headers = headers
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
            headers.append(("Content-Type", type))
        }
        _ = try await send(
            HTTPRequest(
                method: "PUT", url: try hosts.checked(address, "storing a file").description, headers: headers,
                body: bytes, timeout: timeout,
                caFile: caFile), "storing a file")
    }

    func get(_ address: String) async throws(ConnectorError) -> [UInt8] {
        try await send(
            HTTPRequest(
                url: try hosts.checked(address, "fetching a report").description, timeout: timeout, caFile: caFile),
            "fetching a report")
    }

    private func send(_ request: HTTPRequest, _ operation: String) async throws(ConnectorError) -> [UInt8] {
        let table = AnswerTable(operation: operation)
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await http.send(request)
        } catch {
            throw table.error(error)
        }
        if var error = table.error(response) {
            // The address has ended, or its signature does not fit: a new one may do.
            if response.status == 403 { error.retry = .later }
            throw error
        }
        return response.body
    }
}

import Glibc
import Marketplaces
import Transport
import Wire

/// Keeps what the connectors sent and got, for the check against the marketplaces' own descriptions. Only where
/// `MAILBRIDGE_TRAFFIC` names a file: one JSON object a line, `{connector, method, url, headers, body, status, answer}`,
/// bodies as text, or in `body64` where they are no UTF-8.
struct Traffic: HTTPExchange {
    private let http: HTTPClient

    static func recorded(_ http: HTTPClient) -> any HTTPExchange {
        getenv("MAILBRIDGE_TRAFFIC") == nil ? http : Traffic(http: http)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response = try await http.send(request)
        record(request, response)
        return response
    }

    private func record(_ request: HTTPRequest, _ response: HTTPResponse) {
        guard let path = getenv("MAILBRIDGE_TRAFFIC").map({ String(cString: $0) }) else { return }
        let names = ["content-type", "accept", "accept-language", "user-agent", "sellerid"]
        let headers = request.headers.filter { names.contains($0.name.lowercased()) }
            .map { JSON.Member(key: $0.name.lowercased(), value: .string($0.value)) }
        var members = [
            JSON.Member(key: "method", value: .string(request.method)),
            JSON.Member(key: "url", value: .string(request.url)), JSON.Member(key: "headers", value: .object(headers)),
            JSON.Member(key: "status", value: .number(String(response.status))),
            Self.member("body", request.body), Self.member("answer", response.body),
        ]
        if let type = response.headers.first("content-type") {
            members.append(JSON.Member(key: "answer_type", value: .string(type)))
        }
        if let location = response.headers.first("location") {
            members.append(JSON.Member(key: "location", value: .string(location)))
        }
        let line = JSON.object(members).bytes + [0x0A]
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        // One write a line: with O_APPEND lines of several tests do not mix.
        _ = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }

    private static func member(_ name: String, _ bytes: [UInt8]) -> JSON.Member {
        if let text = String(validating: bytes, as: UTF8.self) { return JSON.Member(key: name, value: .string(text)) }
        return JSON.Member(key: name + "64", value: .string(base64(bytes)))
    }
}

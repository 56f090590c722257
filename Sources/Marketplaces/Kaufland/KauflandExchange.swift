import Domain
import Transport

/// Signs each request on its way out: what is signed is what goes out, byte for byte.
struct KauflandExchange: HTTPExchange {
    let http: any HTTPExchange
    let secret: Secret<String>
    let now: @Sendable () -> Timestamp

    /// A signature that did not fit was refused before anything happened, so it is made once more with a fresh time; that
    /// is safe for writes too.
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let response = try await http.send(signed(request))
        guard response.status == 401, KauflandProblem(response).isSignature else { return response }
        return try await http.send(signed(request))
    }

    private func signed(_ request: HTTPRequest) -> HTTPRequest {
        let timestamp = now().seconds
        let signature = kauflandSignature(
            method: request.method, address: request.url, body: request.body, timestamp: timestamp,
            secret: secret.reveal())
        var request = request
        request.headers.append(("Shop-Timestamp", String(timestamp)))
        request.headers.append(("Shop-Signature", signature))
        return request
    }
}

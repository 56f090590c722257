import Digests
import Domain

/// The signature of a request (seller API v2): HMAC-SHA-256 over method, URI, body and time, each on a line.
enum KauflandSignature {
    /// Lower-case hexadecimal, 64 characters. The secret is used as text although it looks like hexadecimal.
    static func make(method: String, uri: String, body: [UInt8], timestamp: String, secret: Secret<String>) -> String {
        var message = Array("\(method)\n\(uri)\n".utf8)
        message += body
        message += "\n\(timestamp)".utf8
        return hexadecimal(hmacSHA256(key: secret.reveal().utf8, message: message))
    }

    /// Throws unless `request` carries all fields, the known client key, a time within five minutes and its signature.
    static func check(
        _ request: Request, clientKey: String, secret: Secret<String>, now: Timestamp
    ) throws(Refusal) {
        for name in ["shop-client-key", "shop-timestamp", "shop-signature", "user-agent", "host"]
        where request.headers[name]?.isEmpty ?? true {
            throw Refusal(
                400, "Required request header is missing or invalid",
                code: "/problems/missing-or-invalid-request-header", field: name)
        }
        guard request.headers["shop-client-key"] == clientKey else {
            throw Refusal(401, "Client key is unknown", code: "/problems/invalid-credentials")
        }
        let timestamp = request.headers["shop-timestamp"] ?? ""
        guard let seconds = Int64(timestamp), abs(now.seconds - seconds) <= 300 else {
            throw Refusal(
                401, "Request authentication headers are corrupt", code: "/problems/corrupted-signature",
                field: "shop-timestamp")
        }
        let expected = make(
            method: request.method, uri: request.uri, body: request.body, timestamp: timestamp, secret: secret)
        guard constantTimeEqual(Array(expected.utf8), Array((request.headers["shop-signature"] ?? "").utf8)) else {
            throw Refusal(
                401, "Request authentication headers are corrupt", code: "/problems/corrupted-signature",
                field: "shop-signature")
        }
    }
}

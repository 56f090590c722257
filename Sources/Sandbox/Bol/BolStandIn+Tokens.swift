import Domain
import FoundationEssentials
import Wire

extension BolStandIn {
    /// Seconds that a token is good.
    private static let lifetime: Int64 = 299

    /// `POST /token` with client credentials as HTTP's Basic and the grant type in the query or the form.
    mutating func answerTokenRequest(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        guard request.contentType == "application/x-www-form-urlencoded" else {
            throw Refusal(
                400, "Content-Type must be application/x-www-form-urlencoded", code: "invalid_request")
        }
        guard request.headers["accept"] == "application/json" else {
            throw Refusal(406, "Accept must be application/json", code: "invalid_request")
        }
        let pair = Data("\(account.clientID):\(account.clientSecret.reveal())".utf8).base64EncodedString()
        guard request.headers["authorization"] == "Basic \(pair)" else {
            throw Refusal(401, "Bad client credentials", code: "invalid_client")
        }
        guard let body = String(validating: request.body, as: UTF8.self), let inBody = formPairs(body),
            let inQuery = formPairs(request.rawQuery)
        else { throw Refusal(400, "the request is not well encoded", code: "invalid_request") }
        let fields = inBody + inQuery
        guard fields.count == 1, fields[0].name == "grant_type" else {
            throw Refusal(400, "exactly one grant_type is wanted, and nothing else", code: "invalid_request")
        }
        guard fields[0].value == "client_credentials" else {
            throw Refusal(400, "Unsupported grant type: \(fields[0].value)", code: "unsupported_grant_type")
        }
        let token = "eyJraWQiOiJzYW5kYm94In0.\(randomText(60, of: .lowercaseAndDigits)).\(randomText(40, of: .digits))"
        tokens = tokens.filter { $0.value > now }
        tokens[token] = now + .seconds(Self.lifetime)
        return .json([
            "access_token": .string(token), "token_type": "Bearer", "expires_in": .integer(Self.lifetime),
            "scope": "RETAILER",
        ])
    }

    func checkToken(of request: Request, now: Timestamp) throws(Refusal) {
        let field = request.headers["authorization"] ?? ""
        guard field.hasPrefix("Bearer "), let end = tokens[String(field.dropFirst(7))], now < end else {
            throw Refusal(401, "JWT expired or unknown; allowed clock skew: 1 second")
        }
    }
}

import Domain
import Wire

extension AmazonStandIn {
    static let tokenErrors: Set<String> = [
        "access_denied", "invalid_grant", "invalid_request", "invalid_scope", "server_error",
        "temporarily_unavailable", "unauthorized_client", "invalid_client",
    ]

    /// Login with Amazon: `POST /auth/o2/token`. A token lasts an hour.
    mutating func answerTokenRequest(
        _ request: Request, _ segments: [String], now: Timestamp
    ) throws(Refusal) -> Response {
        _ = try Self.routes.match(request.method, segments)
        guard request.contentType == "application/x-www-form-urlencoded" else {
            throw Refusal(400, "Content-Type must be application/x-www-form-urlencoded", code: "invalid_request")
        }
        guard request.rawQuery.isEmpty, let body = String(validating: request.body, as: UTF8.self),
            let pairs = formPairs(body)
        else { throw Refusal(400, "the body is not a form", code: "invalid_request") }
        var fields: [String: String] = [:]
        for (name, value) in pairs {
            guard ["grant_type", "refresh_token", "scope", "client_id", "client_secret"].contains(name),
                fields.updateValue(value, forKey: name) == nil
            else { throw Refusal(400, "unexpected field \(name)", code: "invalid_request") }
        }
        guard fields["client_id"] == account.clientID, fields["client_secret"] == account.clientSecret.reveal() else {
            throw Refusal(401, "Client authentication failed", code: "invalid_client")
        }
        try checkGrant(fields)
        let token = "Atza|\(randomText(64, of: .lowercaseAndDigits))"
        tokens[token] = now + .seconds(3600)
        var answer: [String: JSON] = [
            "access_token": .string(token), "token_type": "bearer", "expires_in": 3600,
        ]
        answer["refresh_token"] = fields["refresh_token"].map(JSON.string)
        return .json(.object(answer))
    }

    private func checkGrant(_ fields: [String: String]) throws(Refusal) {
        switch fields["grant_type"] {
        case "refresh_token":
            guard fields["scope"] == nil else {
                throw Refusal(400, "scope with a refresh token", code: "invalid_request")
            }
            guard let token = fields["refresh_token"] else {
                throw Refusal(400, "refresh_token is missing", code: "invalid_request")
            }
            guard token == account.refreshToken.reveal() else {
                throw Refusal(400, "The request has an invalid grant parameter: refresh_token", code: "invalid_grant")
            }
        case "client_credentials":
            guard fields["refresh_token"] == nil else {
                throw Refusal(400, "refresh_token without its grant type", code: "invalid_request")
            }
            guard fields["scope"] == "sellingpartnerapi::notifications" else {
                throw Refusal(400, "scope is missing or unknown", code: "invalid_scope")
            }
        default: throw Refusal(400, "grant_type is missing or unknown", code: "invalid_request")
        }
    }
}

import Domain
import FoundationEssentials
import Wire

extension AllegroStandIn {
    static let tokenErrors: Set<String> = [
        "invalid_grant", "invalid_request", "invalid_client", "unsupported_grant_type", "server_error",
    ]

    private static let scope =
        "allegro:api:messaging allegro:api:disputes allegro:api:orders:read allegro:api:orders:write "
        + "allegro:api:payments:write"

    /// A token lasts twelve hours less a second; with each one the refresh token is replaced, and the old one is worth
    /// nothing any more.
    mutating func answerTokenRequest(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        guard request.contentType == "application/x-www-form-urlencoded" else {
            throw Refusal(400, "Content-Type must be application/x-www-form-urlencoded", code: "invalid_request")
        }
        let pair = "\(Self.clientID):\(Self.clientSecret.reveal())"
        guard request.headers["authorization"] == "Basic \(Data(pair.utf8).base64EncodedString())" else {
            throw Refusal(401, "Bad client credentials", code: "invalid_client")
        }
        guard request.rawQuery.isEmpty, let body = String(validating: request.body, as: UTF8.self),
            let pairs = formPairs(body)
        else { throw Refusal(400, "the body is not a form", code: "invalid_request") }
        var fields: [String: String] = [:]
        for (name, value) in pairs {
            guard ["grant_type", "refresh_token", "redirect_uri"].contains(name),
                fields.updateValue(value, forKey: name) == nil
            else { throw Refusal(400, "unexpected field \(name)", code: "invalid_request") }
        }
        guard fields["grant_type"] == "refresh_token" else {
            throw Refusal(400, "Unsupported grant type", code: "unsupported_grant_type")
        }
        guard fields["refresh_token"] == refreshToken else {
            throw Refusal(400, "Invalid refresh token", code: "invalid_grant")
        }
        let token = "eyJ\(randomText(60, of: .lowercaseAndDigits))"
        refreshToken = "eyJ\(randomText(60, of: .lowercaseAndDigits))"
        tokens[token] = now + .seconds(43_199)
        return .json([
            "access_token": .string(token), "token_type": "bearer", "refresh_token": .string(refreshToken),
            "expires_in": 43_199, "allegro_api": true, "jti": .string(randomUUID()),
            "scope": .string(Self.scope),
        ])
    }
}

import Domain
import FoundationEssentials
import Wire

extension EbayStandIn {
    static let tokenErrors: Set<String> = [
        "invalid_client", "invalid_grant", "invalid_request", "invalid_scope", "unsupported_grant_type",
        "server_error",
    ]
    private static let scopeBase = "https://api.ebay.com/oauth/api_scope/"

    /// `POST /identity/v1/oauth2/token`: the application as HTTP's Basic, never in the form. A token lasts two hours.
    mutating func answerTokenRequest(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        guard request.contentType == "application/x-www-form-urlencoded" else {
            throw Refusal(400, "Content-Type must be application/x-www-form-urlencoded", code: "invalid_request")
        }
        try checkClient(request)
        guard request.rawQuery.isEmpty, let body = String(validating: request.body, as: UTF8.self),
            let pairs = formPairs(body)
        else { throw Refusal(400, "the body is not a form", code: "invalid_request") }
        var fields: [String: String] = [:]
        for (name, value) in pairs {
            guard ["grant_type", "refresh_token", "scope"].contains(name),
                fields.updateValue(value, forKey: name) == nil
            else { throw Refusal(400, "unexpected field \(name)", code: "invalid_request") }
        }
        guard fields["grant_type"] == "refresh_token" else {
            throw Refusal(400, "grant type in request is not supported", code: "unsupported_grant_type")
        }
        guard fields["refresh_token"] == account.refreshToken.reveal() else {
            throw Refusal(
                400, "the provided authorization refresh token is invalid or was issued to another client",
                code: "invalid_grant")
        }
        let rights = try rights(fields["scope"])
        let token = "v^1.1#i^1#p^3#\(randomText(48, of: .lowercaseAndDigits))"
        tokens[token] = Token(rights: rights, expires: now + .seconds(7200))
        // The type is not "Bearer", though the token is one.
        return .json([
            "access_token": .string(token), "expires_in": 7200, "token_type": "User Access Token",
        ])
    }

    private func checkClient(_ request: Request) throws(Refusal) {
        let words = (request.headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0] == "Basic", let pair = Data(base64Encoded: String(words[1])),
            let text = String(validating: Array(pair), as: UTF8.self),
            text == "\(account.clientID):\(account.clientSecret.reveal())"
        else { throw Refusal(401, "client authentication failed", code: "invalid_client") }
    }

    /// Without `scope`, all that the seller agreed to; more than that is refused.
    private func rights(_ scope: String?) throws(Refusal) -> Set<String> {
        guard let scope else { return account.rights }
        var rights: Set<String> = []
        for word in scope.split(separator: " ") {
            let right = String(word.dropFirst(Self.scopeBase.count))
            guard word.hasPrefix(Self.scopeBase), account.rights.contains(right) else {
                throw Refusal(
                    400, "The requested scope is invalid, unknown, malformed, or exceeds the scope granted",
                    code: "invalid_scope")
            }
            rights.insert(right)
        }
        return rights
    }
}

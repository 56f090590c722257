import Domain
import Transport
import Wire

/// What a token endpoint gave (RFC 6749 §5.1).
struct TokenAnswer: Sendable {
    /// Octets; tokens of Microsoft and Google have up to some 3,000.
    static let longestToken = 16_384
    static let longestBody = 65_536
    static let longestLifetime: Duration = .seconds(366 * 86_400)
    /// Where the server does not tell (RFC 6749 §5.1 only recommends it).
    static let usualLifetime: Duration = .seconds(3600)

    var accessToken: Secret<String>
    /// From the moment of the answer.
    var lifetime: Duration
    /// Nil: the one that was sent stays good.
    var refreshToken: Secret<String>?

    /// `secrets` are those of the request: a text of the server that repeats one is not shown.
    init(_ response: HTTPResponse, secrets: [Secret<String>]) throws(OAuthError) {
        guard response.body.count <= Self.longestBody else {
            throw OAuthError(
                .protocolViolation, "an answer of \(response.body.count) bytes (HTTP \(response.status))", retry: .later
            )
        }
        let json = (try? JSON(parsing: response.body)) ?? .null
        guard response.status == 200, json["error"] == .null else {
            throw TokenRefusal(response, json, secrets: secrets).error
        }
        guard let token = try Self.token(json, "access_token") else {
            throw OAuthError(.protocolViolation, "the answer holds no access_token", retry: .later)
        }
        // eBay calls its bearer tokens otherwise.
        let bearers = ["bearer", "user access token", "application access token"]
        if let type = json["token_type"].string, !bearers.contains(type.lowercased()) {
            throw OAuthError(
                .protocolViolation, "tokens of type \(TokenRefusal.shown(type, limit: 20)) are of no use here",
                retry: .never)
        }
        accessToken = token
        refreshToken = try Self.token(json, "refresh_token")
        lifetime = Self.lifetime(json["expires_in"])
    }

    /// Nil where there is none. Only printable ASCII without blanks passes (RFC 6750 §2.1): it goes into a SASL message
    /// and, as a refresh token, into a file of lines.
    private static func token(_ json: JSON, _ name: String) throws(OAuthError) -> Secret<String>? {
        guard let text = json[name].string, !text.isEmpty else { return nil }
        guard text.utf8.count <= longestToken, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw OAuthError(.protocolViolation, "\(name) is no token", retry: .later)
        }
        return Secret(text)
    }

    /// Seconds as a number; some servers write them as a string or with a fraction.
    private static func lifetime(_ json: JSON) -> Duration {
        guard let text = json.scalar, let seconds = Double(text), seconds.isFinite else { return usualLifetime }
        return .seconds(max(0, min(seconds, longestLifetime / .seconds(1))))
    }
}

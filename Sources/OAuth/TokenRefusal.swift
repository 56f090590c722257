import Domain
import Transport
import Wire

/// An answer of a token endpoint that is no token (RFC 6749 §5.2).
struct TokenRefusal {
    private let status: Int
    private let code: String?
    private let explanation: String
    private let retryAfter: Duration?

    init(_ response: HTTPResponse, _ json: JSON, secrets: [Secret<String>]) {
        status = response.status
        retryAfter = response.retryAfter
        code = json["error"].filled.map { Self.shown($0, limit: 60) }
        let text = json["error_description"].filled ?? ""
        let isSafe = !secrets.contains { text.contains($0.reveal()) }
        explanation = isSafe ? Self.shown(text, limit: 200) : ""
    }

    var error: OAuthError {
        let said = [code, explanation.isEmpty ? nil : explanation].compactMap(\.self).joined(separator: ": ")
        let detail = said.isEmpty ? "HTTP \(status)" : "HTTP \(status), \(said)"
        let kind = kind
        let mayHelp = kind == .unavailable || kind == .protocolViolation
        return OAuthError(kind, detail, retry: mayHelp ? retryAfter.map { .after($0) } ?? .later : .never)
    }

    private var kind: OAuthError.Kind {
        // Overload comes with any code in the body.
        if status == 429 || status == 408 || status >= 500 || retryAfter != nil { return .unavailable }
        switch code {
        case "server_error", "temporarily_unavailable", "slow_down", "rate_limit_exceeded": return .unavailable
        case "invalid_grant", "invalid_client", "access_denied", "interaction_required", "consent_required",
            "login_required", "org_internal", "admin_policy_enforced":
            return .credentials
        // Keycloak's word for a wrong secret.
        case "unauthorized_client" where status == 401: return .credentials
        case "unauthorized_client", "invalid_scope", "invalid_request", "unsupported_grant_type", "invalid_target",
            "invalid_resource":
            return .configuration
        default: break
        }
        switch status {
        case 401, 403: return .credentials
        // Another address: wrong host or tenant, or a redirect, which is not followed with secrets in the body.
        case 300..<400, 404, 405, 410, 415: return .configuration
        default: return .protocolViolation
        }
    }

    /// At most `limit` characters of a text of the server's, on one line and without mail addresses.
    static func shown(_ text: String, limit: Int) -> String {
        let line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(limit).map { $0.properties.isWhitespace || isControl($0) ? " " : $0 }))
        return line.split(separator: " ").map { $0.contains("@") ? "<address>" : $0 }.joined(separator: " ")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

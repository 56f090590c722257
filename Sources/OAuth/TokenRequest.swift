import Domain
import Transport
import Wire

extension TokenGrant {
    /// From the call to the last byte of the answer.
    private static let timeout: Duration = .seconds(30)

    /// The request for an access token, with `refreshToken` in place of the configured one. Microsoft and
    /// Google document the client's id and secret in the form; some marketplaces want them as HTTP's Basic.
    func request(refreshToken: Secret<String>?) -> HTTPRequest {
        var headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")]
        if authentication != .form, let clientSecret {
            // Both are form-encoded before they are joined (RFC 6749 §2.3.1).
            let pair =
                authentication == .basic
                ? "\(percentEncoded(clientID)):\(percentEncoded(clientSecret.reveal()))"
                : "\(clientID):\(clientSecret.reveal())"
            headers.append(("Authorization", "Basic \(base64(Array(pair.utf8)))"))
        }
        return HTTPRequest(
            method: "POST", url: endpoint.url, headers: headers,
            body: formEncoded(form(refreshToken: refreshToken)), timeout: Self.timeout, caFile: endpoint.caFile)
    }

    private func form(refreshToken: Secret<String>?) -> [(name: String, value: String)] {
        var form: [(name: String, value: String)] = []
        if let refreshToken {
            form += [("grant_type", "refresh_token"), ("refresh_token", refreshToken.reveal())]
        } else {
            form.append(("grant_type", "client_credentials"))
        }
        if authentication == .form { form.append(("client_id", clientID)) }
        if authentication == .form, let clientSecret { form.append(("client_secret", clientSecret.reveal())) }
        if let scope = endpoint.scope { form.append(("scope", scope)) }
        return form
    }
}

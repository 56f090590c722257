import Domain
import Transport
import Wire

extension TokenGrant {
    /// From the call to the last byte of the answer.
    private static let timeout: Duration = .seconds(30)

    /// The request for an access token, with `refreshToken` in place of the configured one. The client's id and secret
    /// stand in the form (RFC 6749 §2.3.1), which is what both Microsoft and Google document.
    func request(refreshToken: Secret<String>?) -> HTTPRequest {
        HTTPRequest(
            method: "POST", url: endpoint.url,
            headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
            body: formEncoded(form(refreshToken: refreshToken)), timeout: Self.timeout, caFile: endpoint.caFile)
    }

    private func form(refreshToken: Secret<String>?) -> [(name: String, value: String)] {
        var form: [(name: String, value: String)] = []
        if let refreshToken {
            form += [("grant_type", "refresh_token"), ("refresh_token", refreshToken.reveal())]
        } else {
            form.append(("grant_type", "client_credentials"))
        }
        form.append(("client_id", clientID))
        if let clientSecret { form.append(("client_secret", clientSecret.reveal())) }
        if let scope = endpoint.scope { form.append(("scope", scope)) }
        return form
    }
}

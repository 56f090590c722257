import Domain
import Transport
import Wire

/// Access tokens of Login with Amazon for one account: kept until a minute before they end, renewed by one request at a
/// time however many callers wait.
actor AmazonAccessTokens {
    private struct Token: Sendable {
        var text: String
        var goodUntil: Timestamp
    }

    private let address: String
    private let clientID: String
    private let clientSecret: Secret<String>
    private let refreshToken: Secret<String>
    private let caFile: String?
    private let timeout: Duration
    private let http: any HTTPExchange
    private let now: @Sendable () -> Timestamp

    private var token: Token?
    private var renewal: Task<Result<Token, ConnectorError>, Never>?

    init(
        address: String, clientID: String, clientSecret: Secret<String>, refreshToken: Secret<String>,
        settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) {
        self.address = address
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.refreshToken = refreshToken
        caFile = settings.caFile
        timeout = settings.timeout
        self.http = http
        self.now = now
    }

    /// A token that is good now; never `refused`, which the API did not accept.
    func current(insteadOf refused: String? = nil) async throws(ConnectorError) -> String {
        if let token, token.text != refused, token.goodUntil > now() { return token.text }
        let task = renewal ?? Task { await self.renew() }
        renewal = task
        let result = await task.value
        if renewal == task { renewal = nil }
        let token = try result.get()
        self.token = token
        return token.text
    }

    private func renew() async -> Result<Token, ConnectorError> {
        let form: [(name: String, value: String)] = [
            ("grant_type", "refresh_token"), ("refresh_token", refreshToken.reveal()), ("client_id", clientID),
            ("client_secret", clientSecret.reveal()),
        ]
        let request = HTTPRequest(
            method: "POST", url: address,
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"), ("Accept", "application/json"),
            ],
            body: formEncoded(form), timeout: timeout, caFile: caFile)
        let started = now()
        var table = AnswerTable(operation: "token")
        do {
            let response = try await http.send(request)
            let json = (try? JSON(parsing: response.body)) ?? .null
            if let code = json["error"].filled {
                table.explanation = code
                return .failure(error(code, response, table))
            }
            if let error = table.error(response) { return .failure(error) }
            guard let text = json["access_token"].filled else {
                return .failure(table.unreadable("no access token in the answer", response))
            }
            let seconds = json["expires_in"].integer ?? 3600
            return .success(Token(text: text, goodUntil: started + .seconds(max(0, seconds - 60))))
        } catch {
            return .failure(table.error(error))
        }
    }

    /// OAuth's error codes: a revoked authorisation or an expired secret wants an admin, an overloaded server patience.
    private func error(_ code: String, _ response: HTTPResponse, _ table: AnswerTable) -> ConnectorError {
        switch code {
        case "server_error", "temporarily_unavailable":
            ConnectorError(.unavailable, "token: \(code)", status: response.status, retry: .later)
        case "invalid_grant", "unauthorized_client", "invalid_client", "access_denied", "invalid_scope":
            ConnectorError(.credentials, "token: \(code)", status: response.status, retry: .never)
        default:
            table.error(response)
                ?? ConnectorError(.protocolViolation, "token: \(code)", status: response.status, retry: .later)
        }
    }
}

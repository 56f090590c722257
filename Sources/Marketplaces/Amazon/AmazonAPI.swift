import Domain
import OAuth
import Transport
import Wire

/// Amazon's Selling Partner API for one seller account: its calls, and what their answers hold.
struct AmazonAPI: Sendable {
    let base: WebAddress
    let door: APIDoor
    let storage: AmazonStorage
    /// The shop that is configured; an order names its own.
    let marketplaceID: String?
    let tokens: APITokens
    private let now: @Sendable () -> Timestamp

    /// Published rates by operation: calls a second, and how many may come at once. Answers name those of the account.
    static let budgets: [String: Pace.Budget] = {
        var budgets: [String: Pace.Budget] = [
            "getOrder": .init(perSecond: 0.5, burst: 30), "getOrder v0": .init(perSecond: 0.5, burst: 30),
            "getOrderItems": .init(perSecond: 0.5, burst: 30),
            "getMessagingActionsForOrder": .init(perSecond: 1, burst: 5),
            "GetAttributes": .init(perSecond: 1, burst: 5),
            "createUploadDestinationForResource": .init(perSecond: 10, burst: 10),
            "createFeedDocument": .init(perSecond: 0.5, burst: 15), "createFeed": .init(perSecond: 0.0083, burst: 15),
            "getFeed": .init(perSecond: 2, burst: 15), "getFeedDocument": .init(perSecond: 0.0222, burst: 10),
        ]
        for message in AmazonMessage.allCases { budgets[message.operation] = .init(perSecond: 1, burst: 5) }
        return budgets
    }()

    /// Nil for an account without credentials, which is served by mail alone.
    init?(
        _ settings: MarketplaceSettings, http: any HTTPExchange, now: @escaping @Sendable () -> Timestamp
    ) throws(ConnectorError) {
        switch settings.credentials {
        case .none: return nil
        case .oauth(let clientID, let clientSecret, let refreshToken):
            let endpoint = TokenEndpoint(
                url: settings.tokenURL ?? "https://api.amazon.com/auth/o2/token", scope: nil, caFile: settings.caFile)
            // A token that has ended is answered like a role that is missing.
            tokens = APITokens(
                TokenGrant(
                    endpoint: endpoint, clientID: clientID, clientSecret: clientSecret,
                    proof: .refreshToken(refreshToken)), file: settings.tokenFile, http: http,
                header: ("x-amz-access-token", ""), refusal: 403)
        default:
            throw ConnectorError(.invalid, "an amazon account takes OAuth credentials or none", retry: .never)
        }
        base = WebAddress(settings.url ?? "https://sellingpartnerapi-eu.amazon.com")
        marketplaceID = settings.options["marketplace_id"]
        storage = AmazonStorage(
            http: http, caFile: settings.caFile, timeout: settings.timeout, api: base.description)
        self.now = now
        door = APIDoor(
            settings, http: http, pace: Pace(Self.budgets), tokens: tokens,
            headers: [
                ("Accept", "application/json"), ("User-Agent", "mailbridge/1 (Language=Swift; Platform=Linux)"),
            ], rateField: "x-amzn-RateLimit-Limit", explain: Self.explanation)
    }

    func get(_ operation: String, _ address: WebAddress) -> APICall { call(operation, "GET", address, nil) }

    /// Without `json`, the call has no body.
    func post(_ operation: String, _ address: WebAddress, _ json: JSON? = nil) -> APICall {
        call(operation, "POST", address, json)
    }

    private func call(_ operation: String, _ method: String, _ address: WebAddress, _ json: JSON?) -> APICall {
        var call = APICall(operation, method, address)
        let date = now().description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
        call.headers = [("x-amz-date", date)]
        if let json {
            call.headers.append(("Content-Type", "application/json"))
            call.body = json.bytes
        }
        return call
    }

    /// The words of `{"errors":[{"code","message","details"}]}`, and the number that Amazon's service asks for.
    @Sendable static func explanation(_ response: HTTPResponse) -> String? {
        // An error page in HTML explains nothing.
        guard let json = try? JSON(parsing: response.body) else { return nil }
        let words = json["errors"].elements.compactMap { error -> String? in
            guard let message = error["message"].filled ?? error["code"].scalar else { return nil }
            guard let details = error["details"].filled, details != message else { return message }
            return "\(message) (\(details))"
        }
        guard !words.isEmpty else { return nil }
        let request = response.headers.first("x-amzn-RequestId").map { " [request \($0.prefix(60))]" }
        return words.joined(separator: "; ") + (request ?? "")
    }
}

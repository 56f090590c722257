import Domain
import OAuth
import Transport
import Wire

/// Allegro's REST API for one account: which address, which media type, which shape.
struct AllegroAPI: Sendable {
    /// Media types; Accept and Content-Type name the same one, and a wrong one is refused with 406 or 415.
    enum Media: String, Sendable {
        case stable = "application/vnd.allegro.public.v1+json"
        /// `/sale/issues*`
        case beta = "application/vnd.allegro.beta.v1+json"
        /// Files: the two others are refused.
        case any = "*/*"
    }

    /// Name of the budget that all messages of an account share.
    static let sending = "newMessage"

    /// One message a second for each user is published; a little less, since the way there takes now longer, now shorter.
    private static let budgets = [sending: Pace.Budget(perSecond: 0.9, burst: 1)]

    let base: WebAddress
    let door: APIDoor

    init(_ settings: MarketplaceSettings, http: any HTTPExchange) throws(ConnectorError) {
        guard case .oauth(let clientID, let clientSecret, let refreshToken) = settings.credentials else {
            throw ConnectorError(
                .invalid, "an allegro account needs client id, client secret and refresh token", retry: .never)
        }
        base = WebAddress(settings.url ?? "https://api.allegro.pl")
        let grant = TokenGrant(
            endpoint: TokenEndpoint(
                url: settings.tokenURL ?? "https://allegro.pl/auth/oauth/token", caFile: settings.caFile),
            clientID: clientID, clientSecret: clientSecret, proof: .refreshToken(refreshToken), authentication: .basic)
        door = APIDoor(
            settings, http: http, pace: Pace(Self.budgets),
            tokens: APITokens(grant, file: settings.tokenFile, http: http),
            headers: [("Accept-Language", settings.options["locale"] ?? "pl-PL")], explain: allegroExplanation)
    }

    func get(_ operation: String, _ address: WebAddress, _ media: Media = .stable) -> APICall {
        call(operation, "GET", address, media, body: nil)
    }

    func call(
        _ operation: String, _ method: String, _ address: WebAddress, _ media: Media = .stable, body: JSON?
    ) -> APICall {
        var call = APICall(operation, method, address)
        call.headers = [("Accept", media.rawValue)]
        if let body {
            call.headers.append(("Content-Type", media.rawValue))
            call.body = body.bytes
        }
        return call
    }

    /// The pages of a list, at most `pages`: a short page is the last one. `isEnough` looks at each page.
    ///
    /// - Parameter operation: of a list that has to be read to its end, else that is an error; nil = the first pages do.
    func pages(
        _ limit: Int, atMost pages: Int, whole operation: String?,
        _ read: (_ offset: Int) async throws(ConnectorError) -> [JSON], isEnough: ([JSON]) -> Bool = { _ in false }
    ) async throws(ConnectorError) -> [JSON] {
        var all: [JSON] = []
        for page in 0..<pages {
            let found = try await read(page * limit)
            all += found
            if found.count < limit || isEnough(found) { return all }
        }
        if let operation { throw .tooLong(operation, lines: pages * limit) }
        return all
    }
}

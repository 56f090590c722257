import Domain
import Marketplaces
import Synchronization

@testable import Transport

/// One call of a connector, and what the marketplace answers, as a text:
///
///     mirakl conversations thread-1 4711-A
///     200
///     Content-Type: application/json
///
///     {"data": []}
///     ====
///     429
///     Retry-After: 5
///
///
/// The first line names connector, operation, thread and order (`-` = none); with `again` behind them the last answer
/// comes for ever. A status `cut` is a connection that broke after the request, `down` one that was never made.
struct AnswerScript {
    let kind: ConnectorKind
    let operation: String
    let thread: ThreadID?
    let order: OrderNumber?
    let answers: [Result<HTTPResponse, TransportError>]
    let goesOn: Bool

    init?(_ bytes: [UInt8]) {
        let blocks = Self.blocks(bytes)
        let words = String(decoding: blocks.first ?? [], as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count >= 4, let kind = ConnectorKind(rawValue: words[0]) else { return nil }
        self.kind = kind
        operation = words[1]
        thread = words[2] == "-" ? nil : ThreadID(words[2])
        order = words[3] == "-" ? nil : OrderNumber(words[3])
        goesOn = words.count > 4 && words[4] == "again"
        answers = blocks.dropFirst().map(Self.answer)
    }

    /// The first line, and what stands between lines of `====`.
    private static func blocks(_ bytes: [UInt8]) -> [[UInt8]] {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        var blocks: [[UInt8]] = [Array(lines.first ?? [])]
        var block: [UInt8] = []
        for line in lines.dropFirst() {
            if line.elementsEqual("====".utf8) {
                blocks.append(block)
                block = []
            } else {
                block += line + [0x0A]
            }
        }
        return blocks + [block]
    }

    /// The header is read as libcurl hands it over.
    private static func answer(_ block: [UInt8]) -> Result<HTTPResponse, TransportError> {
        var rest = block[...]
        func line() -> [UInt8] {
            let line = rest.prefix { $0 != 0x0A }
            rest = rest.dropFirst(line.count + 1)
            return Array(line)
        }
        let status = String(decoding: line(), as: UTF8.self)
        if status == "cut" {
            return .failure(TransportError(.connectionLost, "cut", retry: .later, requestWasSent: true))
        }
        if status == "down" { return .failure(TransportError(.connect, "down", retry: .later)) }
        let collector = ResponseCollector(bodyLimit: 1 << 20, mayBeRepeated: false)
        while !rest.isEmpty {
            let field = line()
            if field.isEmpty { break }
            _ = (field + [0x0D, 0x0A]).withUnsafeBytes(collector.appendHeader)
        }
        _ = Array(rest).withUnsafeBytes(collector.appendBody)
        let code = Int(status).map { min(max($0, 200), 599) } ?? 200
        return .success(collector.response(status: code, now: FuzzedAccount.now))
    }
}

/// Answers one request after the other, and keeps them.
final class ScriptedAnswers: HTTPExchange {
    static let mostCalls = 400
    private let script: AnswerScript
    private let sent = Mutex<[HTTPRequest]>([])

    init(_ script: AnswerScript) { self.script = script }

    var requests: [HTTPRequest] { sent.withLock { $0 } }

    /// The answer to the request with this number among those to the interface.
    func answer(_ number: Int) -> Result<HTTPResponse, TransportError> {
        if number < script.answers.count { return script.answers[number] }
        if script.goesOn, let last = script.answers.last, number < Self.mostCalls { return last }
        return .success(HTTPResponse(status: 503))
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        // Unless it is the token itself that is looked at, there is one.
        if script.operation != "token", request.url == FuzzedAccount.tokenURL {
            return HTTPResponse(
                status: 200, body: Array(#"{"access_token":"\#(FuzzedAccount.canary)-t","expires_in":3600}"#.utf8))
        }
        let number = sent.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        return try answer(number).get()
    }
}

/// Takes every mail.
struct ScriptedRelay: MailSubmission {
    func submit(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> SubmissionResult {
        .accepted(reply: "250 ok")
    }
}

/// One account at each kind of marketplace.
enum FuzzedAccount {
    static let now = Timestamp(seconds: 1_764_000_000)
    static let tokenURL = "https://login.example/token"
    static let apiURL = "https://api.example/v2"
    /// Of every secret of the account.
    static let canary = "cAnArY7"

    static func settings(_ kind: ConnectorKind) -> MarketplaceSettings {
        let secret = Secret("\(canary)-s")
        let credentials: MarketplaceSettings.Credentials =
            switch kind {
            case .mirakl, .backmarket: .apiKey(secret)
            case .kaufland: .clientKey("key", secret)
            case .amazon, .ebay, .allegro:
                .oauth(clientID: "id", clientSecret: secret, refreshToken: Secret("\(canary)-r"))
            case .bol, .octopia: .oauthClient(clientID: "id", clientSecret: secret)
            }
        var settings = MarketplaceSettings(
            name: "shop", connector: kind, mode: .live, url: apiURL, tokenURL: tokenURL, credentials: credentials,
            clock: "c", relayFrom: EmailAddress("shop@seller.example"),
            options: [
                "company": "Acme", "contact": "it@seller.example", "seller_id": "A2EXAMPLE", "storefront": "de",
                "marketplace_id": "A1PA6795UKMFR9", "locale": "de_DE", "unsigned_payments": "true",
            ])
        settings.keepsPace = false
        return settings
    }

    /// The hosts that an account may ever ask: its own, and those of the marketplace where files lie.
    static func hosts(_ kind: ConnectorKind) -> [String] {
        switch kind {
        case .amazon: ["amazonaws.com", "cloudfront.net", "amazon.com"]
        case .ebay: ["ebay.com", "ebayimg.com", "ebaystatic.com"]
        case .kaufland:
            ["real.de"] + ["com", "de", "cz", "sk", "pl", "at", "fr", "it", "es", "nl"].map { "kaufland.\($0)" }
        case .backmarket:
            ["cloudfront.net", "amazonaws.com"]
                + ["com", "fr", "de", "co.uk", "es", "it", "be", "nl", "at", "ie", "pt", "pl", "co.jp"].map {
                    "backmarket.\($0)"
                }
        case .mirakl, .bol, .allegro, .octopia: []
        }
    }
}

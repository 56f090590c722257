import Domain
import Transport
import Wire

/// The one way of every call to a marketplace's API: at the account's pace, with its token, read and explained.
struct APIDoor: Sendable {
    let http: any HTTPExchange
    let pace: Pace
    /// Nil: ``headers`` carry all that authorises.
    let tokens: APITokens?
    /// Of every call.
    let headers: [(name: String, value: String)]
    let caFile: String?
    let timeout: Duration
    /// The field of an answer that names the operation's present rate in calls a second; nil where there is none.
    let rateField: String?
    /// What the marketplace says about a fault; nil if it says nothing that can be read.
    let explain: @Sendable (HTTPResponse) -> String?
    /// How long the operation's budget is empty, where an answer's fields say that it is.
    let usedUp: @Sendable (HTTPResponse) -> Duration?
    /// The word in front of a token in the Authorization field, where it is another than the tokens' own.
    var tokenScheme: String?
    /// What a refused read is where its status misleads; nil = what the status says.
    var kind: @Sendable (HTTPResponse) -> ConnectorError.Kind? = { _ in nil }

    init(
        _ settings: MarketplaceSettings, http: any HTTPExchange, pace: Pace, tokens: APITokens? = nil,
        headers: [(name: String, value: String)], rateField: String? = nil,
        usedUp: @escaping @Sendable (HTTPResponse) -> Duration? = { _ in nil },
        explain: @escaping @Sendable (HTTPResponse) -> String?
    ) {
        self.http = http
        self.pace = settings.keepsPace ? pace : .none
        self.tokens = tokens
        self.headers = headers
        caFile = settings.caFile
        timeout = settings.timeout
        self.rateField = rateField
        self.explain = explain
        self.usedUp = usedUp
    }

    /// How a write ended: an answer with a good status, or what its failure means.
    enum Written: Sendable {
        case taken(HTTPResponse)
        case failed(PostResult)
    }

    /// A read. Throws for every status but 2xx.
    func read(_ call: APICall) async throws(ConnectorError) -> HTTPResponse {
        var table = AnswerTable(operation: call.operation)
        let response: HTTPResponse
        switch await exchange(call, &table) {
        case .answer(let answer): response = answer
        case .fault(let fault): throw table.error(fault)
        case .notCalled(let error): throw error
        }
        if var error = table.error(response) {
            error.kind = kind(response) ?? error.kind
            throw error
        }
        return response
    }

    /// A read of JSON. An empty body counts as `null`.
    func json(_ call: APICall) async throws(ConnectorError) -> JSON {
        let response = try await read(call)
        guard !response.body.isEmpty else { return .null }
        do {
            return try JSON(parsing: response.body)
        } catch {
            throw AnswerTable(operation: call.operation).unreadable("no JSON, \(error)", response)
        }
    }

    /// A read of something that may not exist: nil for 404.
    func jsonIfFound(_ call: APICall) async throws(ConnectorError) -> JSON? {
        do {
            return try await json(call)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nil
        }
    }

    /// A write: sent once. Only a token that was refused makes it go out again, since that was refused before anything
    /// happened.
    func write(_ call: APICall) async -> Written { await writeForAnswer(call).written }

    /// As ``write(_:)``, with the answer itself where one came, for callers that look into a refusal.
    func writeForAnswer(_ call: APICall) async -> (written: Written, answer: HTTPResponse?) {
        var table = AnswerTable(operation: call.operation)
        switch await exchange(call, &table) {
        case .answer(let response):
            if (200..<300).contains(response.status), Self.isPage(response) {
                // A challenge or a notice of maintenance stands in the marketplace's place.
                return (.failed(.uncertain(reason: "\(call.operation): a web page came instead of an answer")), nil)
            }
            return (table.postResult(response).map(Written.failed) ?? .taken(response), response)
        case .fault(let fault): return (.failed(table.postResult(fault)), nil)
        case .notCalled(let error): return (.failed(.notSent(error)), nil)
        }
    }

    /// No marketplace's API answers in HTML.
    private static func isPage(_ response: HTTPResponse) -> Bool {
        response.headers.first("content-type")?.lowercased().hasPrefix("text/html") ?? false
    }

    private enum Exchanged {
        case answer(HTTPResponse)
        case fault(TransportError)
        case notCalled(ConnectorError)
    }

    private func exchange(_ call: APICall, _ table: inout AnswerTable) async -> Exchanged {
        do throws(ConnectorError) {
            try await waitForTurn(call.operation)
            let token = try await tokens?.current()
            var answer = await send(call, token, &table)
            if case .answer(let response) = answer, let tokens, response.status == tokens.refusal, tokens.mayRenew {
                let fresh = try await tokens.current(insteadOf: token)
                answer = await send(call, fresh, &table)
                // A fresh token does not help: it is the account's rights, and asking on and on would get it banned.
                if case .answer(let second) = answer { tokens.note(isRefused: second.status == tokens.refusal) }
            }
            return answer
        } catch {
            return .notCalled(error)
        }
    }

    private func waitForTurn(_ operation: String) async throws(ConnectorError) {
        let turn = pace.reserve(operation, patience: CallPatience.longest)
        guard turn.isCounted else {
            throw ConnectorError(
                .rateLimited, "\(operation): the marketplace's rate is used up", retry: .after(turn.wait))
        }
        guard turn.wait > .zero else { return }
        do {
            try await Task.sleep(for: turn.wait)
        } catch {
            throw ConnectorError(.unavailable, "\(operation): stopped while waiting for its turn", retry: .later)
        }
    }

    private func send(_ call: APICall, _ token: Secret<String>?, _ table: inout AnswerTable) async -> Exchanged {
        var fields = headers + call.headers
        if let token, let tokenScheme {
            fields.append(("Authorization", "\(tokenScheme) \(token.reveal())"))
        } else if let token, let tokens {
            fields.append(tokens.field(token))
        }
        let request = HTTPRequest(
            method: call.method, url: call.address.description, headers: fields, body: call.body,
            timeout: call.timeout ?? timeout, caFile: caFile)
        do throws(TransportError) {
            let response = try await http.send(request)
            if let rest = pace.heed(response, to: call.operation, usedUp: usedUp(response)) { table.defaultWait = rest }
            if let rate = rateField.flatMap({ response.headers.first($0) }).flatMap(Double.init) {
                pace.set(call.operation, perSecond: rate)
            }
            table.explanation = (200..<300).contains(response.status) ? nil : explain(response)
            return .answer(response)
        } catch {
            return .fault(error)
        }
    }
}

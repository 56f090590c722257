import Domain
import Marketplaces
import Synchronization
import Transport

/// Plays a marketplace: each request gets the answer of the first rule that fits it, and is kept.
final class ScriptedMarketplace: HTTPExchange {
    enum Answer: Sendable {
        case status(Int, String, headers: [(name: String, value: String)] = [], retryAfter: Duration? = nil)
        case fault(TransportError)
    }

    private struct Rule: Sendable {
        var method: String
        var path: String
        var answers: [Answer]
    }

    private struct State {
        var rules: [Rule] = []
        var requests: [HTTPRequest] = []
    }

    private let state = Mutex(State())

    /// Answers requests of `method` whose address holds `path`, one answer after the other, the last one for ever.
    func on(_ method: String, _ path: String, _ answers: Answer...) { on(method, path, answers) }

    func on(_ method: String, _ path: String, _ answers: [Answer]) {
        state.withLock { $0.rules.append(Rule(method: method, path: path, answers: answers)) }
    }

    func on(_ method: String, _ path: String, json: String, status: Int = 200) {
        on(method, path, .status(status, json))
    }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func requests(_ method: String) -> [HTTPRequest] { requests.filter { $0.method == method } }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let answer = state.withLock { state -> Answer in
            state.requests.append(request)
            let fits = state.rules.firstIndex { $0.method == request.method && request.url.contains($0.path) }
            guard let index = fits, let answer = state.rules[index].answers.first else {
                return .status(404, #"{"message":"no rule for \#(request.method) \#(request.url)"}"#)
            }
            if state.rules[index].answers.count > 1 { state.rules[index].answers.removeFirst() }
            return answer
        }
        switch answer {
        case .status(let status, let body, let headers, let retryAfter):
            return HTTPResponse(
                status: status, headers: HTTPHeaders(headers), body: Array(body.utf8), retryAfter: retryAfter)
        case .fault(let fault): throw fault
        }
    }
}

/// Plays a submission server: takes every mail, or answers as told.
final class ScriptedSubmission: MailSubmission {
    struct Mail: Sendable {
        var bytes: [UInt8]
        var from: EmailAddress?
        var to: [EmailAddress]
    }

    private let result: SubmissionResult
    private let taken = Mutex<[Mail]>([])

    init(_ result: SubmissionResult = .accepted(reply: "250 2.0.0 queued")) { self.result = result }

    var mails: [Mail] { taken.withLock { $0 } }

    func submit(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> SubmissionResult {
        taken.withLock { $0.append(Mail(bytes: message, from: from, to: to)) }
        return result
    }
}

extension HTTPRequest {
    func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// A time that stands still.
let noon = Timestamp(seconds: 1_764_000_000)
@Sendable func atNoon() -> Timestamp { noon }

/// What a post ended as, for comparison.
func summary(_ result: PostResult) -> String {
    switch result {
    case .accepted(let id, _, _): "accepted \(id?.text ?? "-")"
    case .refused(let reason): "refused \(PostFault(reason).words)"
    case .notSent(let error): "not sent, \(error.kind.rawValue), \(error.retry)"
    case .uncertain: "uncertain"
    }
}

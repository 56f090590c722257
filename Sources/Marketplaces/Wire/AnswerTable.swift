import Domain
import Transport

/// What the statuses and faults of HTTP mean for a connector; the same for all marketplaces but for the text that explains
/// a refusal and the wait that a 429 without `Retry-After` asks for.
struct AnswerTable: Sendable {
    /// The operation as the marketplace's reference calls it, for the log: `M11`.
    var operation: String
    /// What the marketplace says about the fault, if its error format was understood.
    var explanation: String?
    /// The wait after a 429 that names none.
    var defaultWait: Duration = .seconds(5)

    /// The error that an answer to a read stands for; nil for a success (2xx).
    func error(_ response: HTTPResponse) -> ConnectorError? {
        let status = response.status
        guard !(200..<300).contains(status) else { return nil }
        let (kind, retry): (ConnectorError.Kind, RetryAdvice) =
            switch status {
            case 401: (.credentials, .never)
            case 403: (.forbidden, .never)
            case 404: (.notFound, .never)
            case 410: (.unsupported, .never)
            case 429: (.rateLimited, .after(response.retryAfter ?? defaultWait))
            case 408, 425, 500...: (.unavailable, response.retryAfter.map { .after($0) } ?? .later)
            case 400..<500: (.invalid, .never)
            // A redirect is not followed: a signed or authorised request must not wander to another host.
            default: (.protocolViolation, .never)
            }
        return ConnectorError(kind, detail(status), status: status, retry: retry)
    }

    /// What an answer to a write means; nil for a success (2xx). Only what the marketplace certainly did not act on may be
    /// tried again without looking.
    func postResult(_ response: HTTPResponse) -> PostResult? {
        guard let error = error(response) else { return nil }
        switch response.status {
        case 401, 403, 410, 425, 429: return .notSent(error)
        case 400, 404, 405, 406, 409, 411..<500: return .refused(reason: reason(response.status))
        default: return .uncertain(reason: detail(response.status))
        }
    }

    func error(_ fault: TransportError) -> ConnectorError {
        let kind: ConnectorError.Kind =
            switch fault.kind {
            case .credentials: .credentials
            case .protocolViolation, .tooLarge: .protocolViolation
            case .configuration: .invalid
            default: .unavailable
            }
        return ConnectorError(kind, "\(operation): \(fault.description)", retry: fault.retry)
    }

    func postResult(_ fault: TransportError) -> PostResult {
        fault.requestWasSent
            ? .uncertain(reason: withoutAddresses("\(operation): \(fault.description)")) : .notSent(error(fault))
    }

    /// An answer with a good status that could not be understood.
    func unreadable(_ problem: String, _ response: HTTPResponse) -> ConnectorError {
        ConnectorError(
            .protocolViolation, "\(operation): \(problem)", status: response.status, retry: .later)
    }

    private func detail(_ status: Int) -> String {
        "\(operation): HTTP \(status)\(words(200).map { ", " + $0 } ?? "")"
    }

    private func reason(_ status: Int) -> String {
        words(500) ?? "HTTP \(status)"
    }

    /// The start of the explanation. Addresses go before it is cut: the rest of one would not be known for what it is.
    private func words(_ limit: Int) -> String? {
        explanation.map { String(withoutAddresses(String($0.prefix(4 * limit))).prefix(limit)) }
    }
}

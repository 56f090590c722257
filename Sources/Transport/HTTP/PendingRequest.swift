import Domain

/// A request that somebody waits for.
struct PendingRequest: Sendable {
    let number: UInt64
    let request: HTTPRequest
    let target: HTTPTarget
    let deadline: ContinuousClock.Instant
    let continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>

    func answer(_ result: Result<HTTPResponse, TransportError>) { continuation.resume(returning: result) }
}

import Domain
import Transport
import Wire

/// What bol says about a refusal: the problem object of the API, or the OAuth error of the token endpoint. A server's fault
/// may come as a page in HTML, which says nothing.
enum BolProblem {
    static func explanation(of response: HTTPResponse) -> String? {
        guard let json = try? JSON(parsing: response.body) else { return nil }
        let violations = json["violations"].elements.compactMap { violation -> String? in
            let text = [violation["name"], violation["reason"]].compactMap(\.filled).joined(separator: ": ")
            return text.isEmpty ? nil : text
        }
        let words = violations.isEmpty ? [json["detail"].filled ?? json["title"].filled].compactMap { $0 } : violations
        if !words.isEmpty { return words.joined(separator: "; ") }
        return json["error_description"].filled ?? json["error"].filled
    }
}

/// The rate that every answer of bol's tells for its method and path.
enum BolRate {
    /// A time beyond this is none that bol means.
    private static let longest = Duration.seconds(600)
    /// Numbers from here on are seconds since 1970, as older answers have them, smaller ones seconds from now.
    private static let epoch: Int64 = 1_000_000_000

    /// How long no further call is taken; nil where some are left.
    static func usedUp(_ response: HTTPResponse, now: Timestamp) -> Duration? {
        func number(_ name: String) -> Int64? {
            response.headers.first(name).flatMap { Int64($0.filter(\.isASCIIDigit)) }
        }
        guard number("X-RateLimit-Remaining") == 0, let reset = number("X-RateLimit-Reset") else { return nil }
        let seconds = reset >= epoch ? reset - now.seconds : reset
        return min(max(.seconds(seconds), .seconds(1)), longest)
    }

    /// Published as examples that may change, so the answers' own fields count, too. An order is read at most every eight
    /// seconds on the long run.
    static let budgets: [String: Pace.Budget] = [
        "get-order": Pace.Budget(perSecond: 1 / 8, burst: 5),
        "cancel-order-item": Pace.Budget(perSecond: 25 / 60, burst: 5),
    ]
}

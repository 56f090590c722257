import Digests
public import Domain

/// Who may see the page, and whose forms are acted upon.
public struct WebGate: Sendable {
    public enum Verdict: Sendable {
        /// `isNew`: the browser has to get the session's cookie.
        case welcome(WebSession, isNew: Bool)
        /// Nobody has tried to show the key.
        case stranger
        case wrongKey
        /// The request calls the server by a foreign name.
        case wrongHost
    }

    public let key: WebKey
    private let hosts: HostRule
    /// Made from the secret: who changes that ends all sessions.
    private let seal: [UInt8]

    public init(key: WebKey, hosts: HostRule) {
        self.key = key
        self.hosts = hosts
        seal = hmacSHA256(key: Array(key.secret.utf8), message: "mailbridge web sessions".utf8)
    }

    /// - Parameter random: 16 bytes, for the name of a new session
    public func verdict(on request: WebRequest, at now: Timestamp, random: [UInt8]) -> Verdict {
        guard hosts.host(of: request) != nil else { return .wrongHost }
        let session = request.cookie(WebSession.cookieName).flatMap {
            WebSession(cookie: $0, at: now, sealedWith: seal)
        }
        switch key.isProven(by: request.only("authorization")) {
        case false: return .wrongKey
        case true:
            return .welcome(
                session ?? WebSession(name: random, at: now, sealedWith: seal), isNew: session == nil)
        default:
            // With a password the browser shows the key each time; a cookie alone proves nothing.
            guard case .token = key, let session else { return .stranger }
            return .welcome(session, isNew: false)
        }
    }

    /// A session for who typed the token into our own form; nil if it is wrong.
    public func session(for typed: String, at now: Timestamp, random: [UInt8]) -> WebSession? {
        guard case .token = key, key.opens(with: typed) else { return nil }
        return WebSession(name: random, at: now, sealedWith: seal)
    }

    public func formToken(of session: WebSession) -> String { session.formToken(sealedWith: seal) }

    /// Whether a form was sent by a page of ours, seen in this session: three signs, and all must be right.
    public func isOwnForm(_ request: WebRequest, of session: WebSession) -> Bool {
        guard let sent = request.input("form") else { return false }
        return isFromHere(request) && constantTimeEqual(Array(sent.utf8), Array(formToken(of: session).utf8))
    }

    /// By what the browser says of the page that sent the request (Fetch §3.2 Origin, Sec-Fetch-Site). A browser that says
    /// neither is not believed.
    public func isFromHere(_ request: WebRequest) -> Bool {
        guard let host = hosts.host(of: request) else { return false }
        let origins = request.fields.filter { $0.name == "origin" }
        let sites = request.fields.filter { $0.name == "sec-fetch-site" }
        guard origins.count + sites.count > 0 else { return false }
        return origins.allSatisfy { ["http://\(host)", "https://\(host)"].contains($0.value.lowercased()) }
            && sites.allSatisfy { $0.value == "same-origin" }
    }

    /// The field that gives a browser its session, or takes it away. Without a path it counts for our pages only, wherever a
    /// proxy puts them.
    public func cookieField(_ session: WebSession?, for request: WebRequest) -> (name: String, value: String) {
        let isSecure = request.only("x-forwarded-proto")?.lowercased() == "https"
        let value = "\(WebSession.cookieName)=\(session?.cookie ?? "")"
        let age = session == nil ? 0 : Int(WebSession.lifetime.components.seconds)
        return (
            "Set-Cookie",
            "\(value); Max-Age=\(age); HttpOnly; SameSite=Strict\(isSecure ? "; Secure" : "")"
        )
    }
}

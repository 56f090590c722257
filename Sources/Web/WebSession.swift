import Digests
import Domain
import Wire

/// A browser that was let in: a random name and an end, sealed with a key that only this server has. Nothing is kept here.
public struct WebSession: Sendable, Hashable {
    static let lifetime = Duration.seconds(12 * 3600)
    static let cookieName = "mailbridge"

    /// `name.end.seal`
    public let cookie: String
    private let end: Timestamp

    /// - Parameter name: at least 16 random bytes
    init(name: [UInt8], at now: Timestamp, sealedWith key: [UInt8]) {
        end = now + Self.lifetime
        let content = "\(hexadecimal(name)).\(end.seconds)"
        cookie = "\(content).\(Self.seal("session", content, key))"
    }

    /// Nil if the cookie is not ours or has run out.
    init?(cookie: String, at now: Timestamp, sealedWith key: [UInt8]) {
        let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
        guard cookie.utf8.count <= 200, parts.count == 3, let seconds = Int64(parts[1]),
            constantTimeEqual(Array(parts[2].utf8), Array(Self.seal("session", "\(parts[0]).\(parts[1])", key).utf8))
        else { return nil }
        end = Timestamp(seconds: seconds)
        guard now < end else { return nil }
        self.cookie = cookie
    }

    /// What each form of the page carries: no other page can know it.
    func formToken(sealedWith key: [UInt8]) -> String { Self.seal("form", cookie, key) }

    private static func seal(_ purpose: String, _ content: String, _ key: [UInt8]) -> String {
        hexadecimal(hmacSHA256(key: key, message: "\(purpose)\n\(content)".utf8))
    }
}

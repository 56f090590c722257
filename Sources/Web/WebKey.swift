import Digests
public import Domain
import Wire

/// What opens the page: a name with a password (RFC 7617), or a token.
public enum WebKey: Sendable {
    case password(user: String, Secret<String>)
    case token(Secret<String>)

    var secret: String {
        switch self {
        case .password(_, let secret), .token(let secret): secret.reveal()
        }
    }

    /// Whether the Authorization field proves the key; nil if there is none. Takes as long for a wrong secret as for the right one.
    func isProven(by field: String?) -> Bool? {
        guard let field else { return nil }
        let words = field.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return false }
        switch (self, words[0].lowercased()) {
        case (.password(let user, let secret), "basic"):
            return equals(String(words[1]), base64(Array("\(user):\(secret.reveal())".utf8)))
        case (.token(let token), "bearer"): return equals(String(words[1]), token.reveal())
        default: return false
        }
    }

    func opens(with text: String) -> Bool { equals(text, secret) }

    /// Digests are compared, since they are of one length whatever was sent.
    private func equals(_ left: String, _ right: String) -> Bool {
        constantTimeEqual(sha256(left.utf8), sha256(right.utf8))
    }
}

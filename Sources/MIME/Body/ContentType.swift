/// The type that a part is taken for (RFC 2045 §5, RFC 6838 §4.2).
enum ContentType {
    /// `value`, in lower case, if it is a type; else what it most likely means, and false.
    static func normalized(_ value: String, boundary: String?) -> (type: String, isWellFormed: Bool) {
        if let known = common[value] { return (known, true) }
        let halves = value.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if halves.count == 2, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0.isTokenCharacter } }) {
            return (value, true)
        }
        switch halves.first.map(String.init) ?? "" {
        case "", "text", "plain": return ("text/plain", false)
        case "html": return ("text/html", false)
        case "multipart" where boundary != nil: return ("multipart/mixed", false)
        default: return ("application/octet-stream", false)
        }
    }

    /// Literals, so that the usual types cost no memory.
    private static let common: [String: String] = Dictionary(
        uniqueKeysWithValues: [
            "text/plain", "text/html", "multipart/mixed", "multipart/alternative", "multipart/related", "image/png",
            "image/jpeg", "application/pdf", "message/rfc822", "application/octet-stream",
        ].map { ($0, $0) })

    /// Whether a part of this type is a message of its own.
    static func isMessage(_ type: String) -> Bool {
        type == "message/rfc822" || type == "message/global" || type == "message/news"
    }
}

public import MIME

/// A sample that claims, in our own host's name, to be proven: what a stranger would write who knows that name. Whether the
/// host takes the claim out on the way in decides what an Authentication-Results field is worth (RFC 8601 §5).
public enum ForgedResults {
    /// What became of the claim.
    public enum Verdict: Sendable, Hashable {
        /// The host took it out.
        case removed
        /// It is still there, but does not count: the host's own field stands above it, or another host's trace does.
        case outranked
        /// It would be believed.
        case believed
    }

    /// A domain that nobody can have (RFC 2606 §2).
    static let domain = "forged.invalid"

    /// The field's value.
    public static func claim(of host: String) -> String {
        "\(host); dmarc=pass header.from=\(domain); auth=pass smtp.auth=postmaster@\(domain)"
    }

    /// - Parameter message: the sample as it arrived
    public static func verdict(on message: Message, of host: String) -> Verdict {
        let isThere = message.header.all("authentication-results").contains { field in
            String(decoding: field.rawValue, as: UTF8.self).contains(domain)
        }
        guard isThere else { return .removed }
        let believed = message.authenticationResults(trusting: host)?.results(of: "dmarc").contains { result in
            result.property("header.from") == domain
        }
        return believed == true ? .believed : .outranked
    }
}

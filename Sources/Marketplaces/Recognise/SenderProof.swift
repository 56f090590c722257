import MIME

extension NotificationMail {
    /// Whether the own receiving host proved the sender's domain: DMARC passed for it, or a DKIM signature of a domain that
    /// it belongs to and that is one of `listed` or its parent. Only with exactly one sender, and no field twice that decides.
    func isProven(listed: [DomainName]) -> Bool {
        guard !hasDoubledField, let domain = senderDomain, let authentication else { return false }
        let dmarc = authentication.results(of: "dmarc").contains { result in
            result.result == "pass" && result.property("header.from").flatMap { DomainName($0) } == domain
        }
        if dmarc { return true }
        return authentication.results(of: "dkim").contains { result in
            guard result.result == "pass", let signer = Self.signer(result) else { return false }
            // One label is a whole country; nobody signs for that.
            return signer.labels.count > 1 && domain.isWithin(signer)
                && listed.contains { signer.isWithin($0) || $0.isWithin(signer) }
        }
    }

    /// Whether DMARC proved any domain for the sender; a marketplace's or not.
    var hasProvenSender: Bool {
        guard let domain = senderDomain, let authentication else { return false }
        return authentication.results(of: "dmarc").contains {
            $0.result == "pass" && $0.property("header.from").flatMap { DomainName($0) } == domain
        }
    }

    /// The signing domain: `header.d`, or the domain of the identity `header.i`.
    private static func signer(_ result: AuthenticationResults.Result) -> DomainName? {
        if let domain = result.property("header.d") { return DomainName(domain) }
        return result.property("header.i").flatMap { identity in
            identity.lastIndex(of: "@").flatMap { DomainName(identity[identity.index(after: $0)...]) }
        }
    }
}

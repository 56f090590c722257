import Domain

/// The hosts that an address may lead to which a marketplace's answer names: whoever writes such an answer must not choose
/// which machine of the seller's network is asked. Redirects are never followed (``HTTPClient``), so the check holds for
/// all that is called.
struct PeerHosts: Sendable {
    private let api: String?
    private let domains: [DomainName]

    /// - Parameters:
    ///   - api: the configured address of the interface: its own host is let in as it is, with its scheme and port.
    ///   - domains: the marketplace's own; they and what is below them are let in by TLS, at its usual port.
    ///   - options: `file_hosts` names further domains, with commas between.
    init(api: String, domains: [String], options: [String: String] = [:]) {
        self.api = Self.origin(api)
        let added = (options["file_hosts"] ?? "").split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
        self.domains = (domains + added).compactMap { DomainName($0) }
    }

    func isAPI(_ address: String) -> Bool { api != nil && Self.origin(address) == api }

    /// The address as it came; nil where it leads elsewhere.
    func address(_ text: String) -> WebAddress? {
        guard let link = WebLink(text), let origin = Self.origin(text) else { return nil }
        if origin == api { return WebAddress(link) }
        guard ["https://\(link.host)", "https://\(link.host):443"].contains(origin), let name = DomainName(link.host),
            name.isWithin(domains)
        else { return nil }
        return WebAddress(link)
    }

    func checked(_ text: String, _ operation: String) throws(ConnectorError) -> WebAddress {
        if let address = address(text) { return address }
        let host = WebLink(text)?.host.prefix(80) ?? "?"
        throw ConnectorError(
            .protocolViolation, "\(operation): the address leads to \(host), which is no host of the marketplace's",
            retry: .never)
    }

    /// Scheme, host and port, in lower case.
    private static func origin(_ address: String) -> String? {
        guard let link = WebLink(address), let mark = address.range(ofASCII: "://") else { return nil }
        return "\(link.scheme)://" + address[mark.upperBound...].prefix { !"/?#".contains($0) }.lowercased()
    }
}

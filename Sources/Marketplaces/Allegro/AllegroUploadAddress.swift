/// Where an issue's file is sent to: the Location of its declaration. Not composed here and not changed; refused unless it
/// is the API's own host (`api.allegro.pl`) or one beside it (`upload.allegro.pl`), because the account's token goes along.
struct AllegroUploadAddress: Sendable {
    let address: WebAddress

    init?(_ location: String, of api: String) {
        guard let link = WebLink(location), let own = WebLink(api), link.scheme == own.scheme,
            let authority = Self.authority(location), let ownAuthority = Self.authority(api)
        else { return nil }
        guard authority == ownAuthority || Self.isBeside(link.host, authority, own.host) else { return nil }
        address = WebAddress(link)
    }

    /// Only without a port: another port of the host may be anybody's.
    private static func isBeside(_ host: String, _ authority: String, _ api: String) -> Bool {
        guard authority == host, api.hasPrefix("api."), let domain = DomainName(api.dropFirst(4)),
            let name = DomainName(host), domain.labels.count >= 2
        else { return false }
        return name.isWithin(domain)
    }

    /// Host and port, in lower case.
    private static func authority(_ address: String) -> String? {
        guard let mark = address.range(ofASCII: "://") else { return nil }
        return address[mark.upperBound...].prefix { !"/?#".contains($0) }.lowercased()
    }
}

import Configuration
import Digests
import Domain
import Marketplaces

extension MarketplaceSettings {
    /// The same, keeping refresh tokens that the marketplace replaces beside the file `store`, where the service, `doctor`
    /// and every other command find them. Named after the configured token, so that accounts may be renamed.
    func keepingTokens(besides store: String) -> MarketplaceSettings {
        guard case .oauth(_, _, let refreshToken) = credentials else { return self }
        var settings = self
        let directory = store[..<(store.lastIndex(of: "/") ?? store.startIndex)]
        let name = hexadecimal(sha256(refreshToken.reveal().utf8)).prefix(32)
        settings.tokenFile = "\(directory)/oauth/\(name)"
        return settings
    }
}

import Marketplaces
import OAuth

extension MarketplaceSettings {
    /// The same, keeping refresh tokens that the marketplace replaces beside the file `store`.
    func keepingTokens(besides store: String) -> MarketplaceSettings {
        guard case .oauth(_, _, let refreshToken) = credentials else { return self }
        var settings = self
        settings.tokenFile = RefreshTokenFile.path(following: refreshToken, besides: store)
        return settings
    }
}

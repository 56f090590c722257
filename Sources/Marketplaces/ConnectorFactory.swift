public import Domain
public import Transport

/// The connector for one configured account.
///
/// Throws ``ConnectorError`` of kind `invalid` where the settings lack what the marketplace needs, and `unsupported` for
/// kinds that are named but not built yet. Nothing is sent.
public func makeConnector(
    _ settings: MarketplaceSettings, http: HTTPClient, smtp: SMTPClient?,
    now: @escaping @Sendable () -> Timestamp = systemTime
) throws(ConnectorError) -> any Connector {
    try makeConnector(settings, exchange: http, submission: smtp, now: now)
}

/// As ``makeConnector(_:http:smtp:now:)``, over any exchange: for tests that play the marketplace.
public func makeConnector(
    _ settings: MarketplaceSettings, exchange: any HTTPExchange, submission: (any MailSubmission)?,
    now: @escaping @Sendable () -> Timestamp
) throws(ConnectorError) -> any Connector {
    switch settings.connector {
    case .mirakl: try MiraklConnector(settings, http: exchange, now: now)
    case .kaufland: try KauflandConnector(settings, http: exchange, now: now)
    case .amazon: try AmazonConnector(settings, http: exchange, submission: submission, now: now)
    case .allegro: try AllegroConnector(settings, http: exchange, now: now)
    case .octopia: try OctopiaConnector(settings, http: exchange, now: now)
    case .bol, .ebay, .backmarket:
        throw ConnectorError(
            .unsupported, "connector \"\(settings.connector.rawValue)\" is not built yet", retry: .never)
    }
}

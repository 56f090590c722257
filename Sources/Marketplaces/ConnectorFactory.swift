public import Domain
public import Transport

/// The connector for one configured account.
///
/// Throws ``ConnectorError`` of kind `invalid` where the settings lack what the marketplace needs. Nothing is sent.
///
/// - Parameter comparison: learns from the answers how the clocks differ
public func makeConnector(
    _ settings: MarketplaceSettings, http: HTTPClient, smtp: SMTPClient?,
    comparing comparison: ClockComparison = ClockComparison(),
    now: @escaping @Sendable () -> Timestamp = systemTime
) throws(ConnectorError) -> any Connector {
    try makeConnector(
        settings, exchange: DatedExchange(exchange: http, comparison: comparison, now: now), submission: smtp, now: now)
}

/// As ``makeConnector(_:http:smtp:comparing:now:)``, over any exchange: for tests that play the marketplace.
public func makeConnector(
    _ settings: MarketplaceSettings, exchange: any HTTPExchange, submission: (any MailSubmission)?,
    now: @escaping @Sendable () -> Timestamp
) throws(ConnectorError) -> any Connector {
    switch settings.connector {
    case .mirakl: try MiraklConnector(settings, http: exchange, now: now)
    case .kaufland: try KauflandConnector(settings, http: exchange, now: now)
    case .amazon: try AmazonConnector(settings, http: exchange, submission: submission, now: now)
    case .bol: try BolConnector(settings, http: exchange, submission: submission, now: now)
    case .ebay: try EbayConnector(settings, http: exchange, now: now)
    case .backmarket: try BackMarketConnector(settings, http: exchange, now: now)
    case .allegro: try AllegroConnector(settings, http: exchange, now: now)
    case .octopia: try OctopiaConnector(settings, http: exchange, now: now)
    }
}

public import Domain
public import Routing

/// One `[[template]]`: a ready text in one language.
public struct Template: Sendable, Hashable {
    public var name: String
    /// BCP 47 tag of what buyers read; nil = fits every language.
    public var language: String?
    /// Where it may be used; empty = everywhere.
    public var marketplaces: [MarketplaceName]
    public var text: TemplateText
    /// An interim answer such as "we are looking into it": some marketplaces do not count it as an answer.
    public var isCanned: Bool
    /// Offered as a link in ticket mails.
    public var isOffered: Bool
    /// Sent by itself to the first message of a new ticket.
    public var isAutomatic: Bool
    /// By itself only outside these hours, by the zone and the holidays of the marketplace's clock; nil = at any time.
    public var outsideHours: [Weekday: [DayWindow]]?
    /// How long it waits before it goes out by itself; an answer that comes earlier takes its place.
    public var delay = Duration.zero

    public init(
        name: String, language: String?, marketplaces: [MarketplaceName], text: TemplateText, isCanned: Bool,
        isOffered: Bool = false, isAutomatic: Bool = false
    ) {
        self.name = name
        self.language = language
        self.marketplaces = marketplaces
        self.text = text
        self.isCanned = isCanned
        self.isOffered = isOffered
        self.isAutomatic = isAutomatic
    }
}

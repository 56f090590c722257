/// The marketplaces that the sandbox stands in for.
public enum SandboxMarketplace: String, Sendable, Hashable, CaseIterable {
    case mirakl, kaufland, amazon, bol, ebay, allegro, octopia, backmarket
}

/// The kinds of marketplace that the bridge knows a dialect for; `[[marketplace]] connector = "…"`.
public enum ConnectorKind: String, Sendable, CaseIterable {
    case mirakl, kaufland, amazon, bol, ebay, allegro, octopia, backmarket
}

public import ContentRules

extension MarketplaceSettings {
    /// ``rules`` with the marketplace's own domains allowed, where they allow any.
    public var policy: ContentPolicy {
        guard rules.allowsOwnHosts else { return rules }
        var policy = rules
        policy.allowedHosts += connector.senderDomains + senders
        return policy
    }
}

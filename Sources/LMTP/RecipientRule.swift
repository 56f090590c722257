public import Domain

/// For whom mails are taken.
public struct RecipientRule: Sendable, Hashable {
    public var addresses: Set<EmailAddress>
    /// In lower case; every address of theirs.
    public var domains: Set<String>
    /// Whether an address stands for `local+detail@domain` too.
    public var subAddressing: Bool

    public init(addresses: Set<EmailAddress>, domains: Set<String> = [], subAddressing: Bool = true) {
        self.addresses = addresses
        self.domains = domains
        self.subAddressing = subAddressing
    }

    public func accepts(_ address: EmailAddress) -> Bool {
        addresses.contains(address) || domains.contains(String(address.domain))
            || subAddressing && addresses.contains(address.withoutDetail)
    }
}

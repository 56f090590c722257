public import Domain

/// What the store knows under names of the configuration.
public struct StoredNames: Sendable, Hashable {
    public struct Mailbox: Sendable, Hashable {
        public var name: String
        /// Whether a folder of it was ever read.
        public var isRead: Bool
        /// Mails that are undecided, to be written there, or to be moved there.
        public var waiting: Int
    }

    public struct Marketplace: Sendable, Hashable {
        public var name: MarketplaceName
        public var open: Int
        /// Answers and actions that are held or on their way.
        public var unfinished: Int
        /// Whether a ticket of it has its names and texts still.
        public var holdsData: Bool
    }

    /// By name.
    public var mailboxes: [Mailbox]
    public var marketplaces: [Marketplace]
}

extension TicketingSettings {
    /// What the bridge does in the agents' mailbox beside writing mails, and what it takes from it.
    public struct Filing: Sendable {
        /// Mails move to the folder of their ticket's state.
        public var byState = false
        /// Mails show their ticket's state in keywords.
        public var keywords = false
        /// What agents do with mails means something.
        public var gestures = false
        /// Folders of the states that have one of their own, with `/` between the levels.
        public var folders: [TicketShelf: String] = [:]
        /// Where mails go whose buyer needs no answer.
        public var noReplyNeeded: String?

        public init() {}

        var files: Bool { byState || keywords }
        var done: String? { folders[.done] }

        /// Folders that have to be there for agents to drop mails into.
        var ownFolders: [String] {
            (byState ? folders.values.sorted() : gestures ? [done].compactMap(\.self) : [])
                + (gestures ? [noReplyNeeded].compactMap(\.self) : [])
        }
    }
}

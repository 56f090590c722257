/// Where folders live (RFC 2342).
public struct Namespaces: Sendable, Equatable {
    public struct Namespace: Sendable, Equatable {
        /// Ends with the separator unless empty.
        public let prefix: MailboxName
        public let separator: UInt8?
    }

    public let personal: [Namespace]
    public let otherUsers: [Namespace]
    public let shared: [Namespace]
}

/// Where folders live (RFC 2342).
public struct Namespaces: Sendable, Equatable {
    public struct Namespace: Sendable, Equatable {
        /// Ends with the separator unless empty.
        public let prefix: MailboxName
        public let separator: UInt8?

        /// The full name of a folder whose levels are `path`. `INBOX` as the first level is the inbox itself, wherever
        /// the prefix points. Separators within a level, and dots, which Maildir servers refuse, become `_`.
        public func mailbox(path: [String]) -> MailboxName {
            var levels = path.filter { !$0.isEmpty }.map { level in
                MailboxName(String(level.map { $0 == "." || $0.asciiValue == separator ? "_" : $0 }))
            }
            var bytes = prefix.bytes
            if levels.first == .inbox {
                bytes = []
            } else if prefix.bytes.isEmpty == false, separator.map({ prefix.bytes.last != $0 }) == true {
                bytes += separator.map { [$0] } ?? []
            }
            bytes += levels.isEmpty ? [] : levels.removeFirst().bytes
            for level in levels { bytes += (separator.map { [$0] } ?? [UInt8(ascii: "_")]) + level.bytes }
            return MailboxName(wire: bytes)
        }
    }

    public let personal: [Namespace]
    public let otherUsers: [Namespace]
    public let shared: [Namespace]
}

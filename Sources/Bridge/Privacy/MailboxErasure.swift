import Domain
public import IMAPClient
public import Store

/// Takes the copies of a ticket that the bridge knows of out of the mailboxes: ticket mails, the marketplace's mails behind
/// them, and agents' replies as they came in.
public struct MailboxErasure: Sendable {
    public struct Report: Sendable, Hashable {
        public var erased = 0
        /// Only marked as deleted, since the server cannot remove single mails (no UIDPLUS).
        public var marked = 0
        /// Copies in mailboxes that are not configured, by name.
        public var unreached: [String: Int] = [:]

        public init() {}

        public static func += (left: inout Self, right: Self) {
            left.erased += right.erased
            left.marked += right.marked
            left.unreached.merge(right.unreached, uniquingKeysWith: +)
        }
    }

    let connections: [String: MailboxConnection]

    public init(_ connections: [String: MailboxConnection]) { self.connections = connections }

    /// A folder that is gone holds nothing.
    public func erase(_ copies: [FoundCopy]) async throws(IMAPError) -> Report {
        var report = Report()
        for copy in copies {
            guard let connection = connections[copy.place.account] else {
                report.unreached[copy.place.account, default: 0] += 1
                continue
            }
            for folder in try await connection.mailboxes(writtenAs: copy.place.folder) {
                do throws(IMAPError) {
                    let found = try await connection.find(messageID: copy.messageID, in: folder)
                    guard !found.uids.isEmpty else { continue }
                    let isGone = try await connection.delete(
                        UIDSet(found.uids), in: folder, uidValidity: found.uidValidity)
                    if isGone { report.erased += found.uids.count } else { report.marked += found.uids.count }
                } catch {
                    guard error.kind == .noSuchFolder else { throw error }
                }
            }
        }
        return report
    }
}

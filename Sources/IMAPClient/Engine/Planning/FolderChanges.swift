/// What is different in a folder from when it was last known.
public struct FolderChanges: Sendable, Equatable {
    /// A mail as it is now.
    public struct Row: Sendable, Equatable {
        public let uid: UID
        public let flags: [Flag]
    }

    /// Gone since. May name UIDs that the client never saw (RFC 7162 §3.2.6).
    public var vanished = UIDSet()
    /// New, or with other flags, ascending by UID. Where the server keeps no modification sequences: all there are.
    public var rows: [Row] = []

    public init() {}
}

/// Gathers the rows that make up ``FolderChanges``.
struct ChangesReport {
    private var flags: [UID: [Flag]] = [:]
    private var vanished: [ClosedRange<UInt32>] = []

    mutating func receive(_ response: Response) {
        switch response {
        // Behind this the data are of the new folder (RFC 7162 §3.2.11).
        case .status(let line) where line.code?.name == "CLOSED": self = ChangesReport()
        case .data(.fetch(let row)):
            if let uid = row.uid, let flags = row.flags { self.flags[uid] = flags }
        case .data(.vanished(let uids, _)): vanished += uids.ranges
        default: break
        }
    }

    var changes: FolderChanges {
        var changes = FolderChanges()
        changes.vanished = UIDSet(ranges: vanished)
        changes.rows = flags.map { FolderChanges.Row(uid: $0.key, flags: $0.value) }.sorted { $0.uid < $1.uid }
        return changes
    }
}

/// How a folder that is watched is named.
public enum WatchedName: Sendable, Hashable {
    /// As the server spells it, or its levels with `/` between them, see ``IMAPSession/folder(_:)``.
    case written(MailboxName)
    /// Its levels, below the prefix of the server's own folders.
    case path([String])
}

/// How far one folder has come, from one connection to the next.
struct WatchedFolder {
    /// As it was asked for.
    let written: WatchedName
    /// As the server spells it; before it was asked, a guess.
    var name: MailboxName
    let handler: any FolderHandler
    /// The first UID not settled yet, and the epoch it belongs to.
    var next = UID.first
    var uidValidity = UIDValidity(0)
    /// Up to where everything is settled, if the server keeps modification sequences.
    var position: SyncPosition?
    /// Where the last fetch ended before its time.
    var obstacle: Obstacle?
    /// It has to be looked at.
    var isDirty = true
    /// Its handler failed at the last look.
    var isStuck = false
    /// The handler knows that the folder is watched over this connection.
    var isTold = false

    init(_ written: WatchedName, handler: any FolderHandler) {
        self.written = written
        name =
            switch written {
            case .written(let name): name
            case .path(let levels): MailboxName(levels.joined(separator: "/"))
            }
        self.handler = handler
    }

    /// Whether what the server said of the folder means that there is something to look for.
    func isBehind(_ status: MailboxStatus) -> Bool {
        guard let uidNext = status.uidNext, let validity = status.uidValidity else {
            return status.uidNext.map { $0 > next } ?? true
        }
        return validity != uidValidity || uidNext > next
    }
}

import Domain

/// Where a conversation at Allegro stands. Issues (disputes and claims) and the message centre's threads have ids of their
/// own: an issue's is a UUID, as the notification mail carries it; a thread's is opaque and may have any form.
enum AllegroPlace: Sendable, Hashable {
    case thread(String)
    case issue(String)

    /// In front of a thread's id that could be mistaken for an issue's.
    private static let mark = "thread:"

    init(_ thread: ThreadID) {
        if thread.text.hasPrefix(Self.mark) {
            self = .thread(String(thread.text.dropFirst(Self.mark.count)))
        } else {
            self = IDShape.isUUID(thread.text) ? .issue(thread.text) : .thread(thread.text)
        }
    }

    var thread: ThreadID {
        switch self {
        case .issue(let id): ThreadID(id)
        case .thread(let id): ThreadID(IDShape.isUUID(id) || id.hasPrefix(Self.mark) ? Self.mark + id : id)
        }
    }
}

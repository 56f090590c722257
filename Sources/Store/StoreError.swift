public import Domain

/// Why the store could not do its work.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// File missing, not writable, or not a database of this program.
        case unusable
        /// A file beside the store, such as a backup, cannot be made where it shall be.
        case cannotCreate = "cannot-create"
        /// Written by a newer version.
        case tooNew = "too-new"
        /// Written by an older version, and not for this command to bring up to date.
        case outdated
        /// Another process holds the lock, or the disk does not answer: try again.
        case busy
        /// The disk is full.
        case noSpace = "no-space"
        /// The row does not exist.
        case notFound = "not-found"
        /// The row is not in a state that allows this.
        case wrongState = "wrong-state"
        case failed
    }

    public var kind: Kind
    public var detail: String
    public var retry: RetryAdvice
    /// Another process kept writing for longer than is waited for, and nothing was begun here.
    var isLocked = false

    public init(_ kind: Kind, _ detail: String, retry: RetryAdvice = .never) {
        self.kind = kind
        self.detail = detail
        self.retry = retry
    }

    public var description: String { "store: \(kind.rawValue): \(detail)" }
}

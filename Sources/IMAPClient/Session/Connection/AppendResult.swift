/// Where APPEND put a mail.
public struct AppendResult: Sendable, Equatable {
    /// Nil if the server does not tell (no UIDPLUS) and the mail could not be found by its Message-ID.
    public let uidValidity: UIDValidity?
    public let uid: UID?

    public init(uidValidity: UIDValidity?, uid: UID?) {
        self.uidValidity = uidValidity
        self.uid = uid
    }
}

/// Which mails matched, and under which epoch of the folder.
public struct FoundMails: Sendable, Equatable {
    public let uidValidity: UIDValidity
    /// Ascending.
    public let uids: [UID]

    public init(uidValidity: UIDValidity, uids: [UID]) {
        self.uidValidity = uidValidity
        self.uids = uids
    }
}

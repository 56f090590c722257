public import Domain
public import Routing

/// One `[[mailbox]]`: an account that the bridge reads.
public struct MailboxSettings: Sendable {
    public var name: String
    public var server: ServerSettings
    public var login: Login
    /// The account's own address: sender and reply address of ticket mails.
    public var address: EmailAddress
    /// Further addresses that arrive here.
    public var aliases: [EmailAddress]
    /// Folders that are watched; never empty.
    public var watch: [FolderPath]
    /// The agent whose own account it is; nil = a shared one.
    public var owner: String?
    /// Folder where the owner's client keeps what was sent; watched too. Nil without ``owner``.
    public var sent: FolderPath?
    /// Whether `local+detail@domain` arrives here too.
    public var subAddressing: Bool
    /// Whose Authentication-Results fields are believed; nil = nobody's.
    public var authservID: String?
    /// Where notifications go once they are tickets.
    public var originals: FolderPath
    /// How often to look even though nothing was announced.
    public var poll: Duration
    /// How often IDLE is begun anew.
    public var idleRenewal: Duration
    /// Bytes; larger mails go to quarantine unread.
    public var mailLimit: Int
    /// When password, token or client secret run out, if somebody wrote it down.
    public var credentialsExpire: CivilDate?
}

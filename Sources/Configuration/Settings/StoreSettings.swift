/// `[store]`
public struct StoreSettings: Sendable, Hashable {
    /// Absolute path of the database file.
    public var path: String
    /// Bytes that mails in quarantine and spool may take together.
    public var quarantineLimit: Int
}

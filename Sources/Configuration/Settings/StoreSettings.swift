/// `[store]`
public struct StoreSettings: Sendable, Hashable {
    /// Absolute path of the database file.
    public var path: String
}

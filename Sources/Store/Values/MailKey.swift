public import Domain

/// Names one mail on its way in, for ever: no two mails share a key (RFC 9051 §2.3.1.1).
public struct MailKey: Hashable, Sendable, CustomStringConvertible {
    /// Name of the `[[mailbox]]`; `deliver` for mails that an MTA handed over.
    public var account: String
    public var folder: String
    public var uidValidity: UInt32
    public var uid: UInt32

    public init(account: String, folder: String, uidValidity: UInt32, uid: UInt32) {
        self.account = account
        self.folder = folder
        self.uidValidity = uidValidity
        self.uid = uid
    }

    /// As ``description`` writes it; a folder's name may hold slashes.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, let uid = UInt32(parts[parts.count - 1]),
            let uidValidity = UInt32(parts[parts.count - 2]), !parts[0].isEmpty
        else { return nil }
        self.init(
            account: String(parts[0]), folder: parts[1..<(parts.count - 2)].joined(separator: "/"),
            uidValidity: uidValidity, uid: uid)
    }

    /// Account of mails that came through `mailbridge deliver`; their UIDs are counted by the store.
    public static let deliverAccount = "deliver"

    public var isOnServer: Bool { account != Self.deliverAccount }
    public var description: String { "\(account)/\(folder)/\(uidValidity)/\(uid)" }
}

/// A folder of one `[[mailbox]]`.
public struct MailPlace: Hashable, Sendable {
    public var account: String
    public var folder: String
}

/// The time during which a folder had one UIDVALIDITY.
public struct FolderEpoch: Hashable, Sendable {
    public var uidValidity: UInt32
    public var startedAt: Timestamp
}

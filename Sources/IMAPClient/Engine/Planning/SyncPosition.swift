/// Up to where a client knows a folder: what changed behind it can be asked for (RFC 7162 §3.1).
public struct SyncPosition: Sendable, Hashable {
    public var uidValidity: UIDValidity
    /// HIGHESTMODSEQ when the folder was last known in full; 1 or more.
    public var modSequence: UInt64

    public init(uidValidity: UIDValidity, modSequence: UInt64) {
        self.uidValidity = uidValidity
        self.modSequence = modSequence
    }
}

import Domain
public import Store

/// How much room the disk must have for the store before mails are taken in: what is begun shall not end halfway.
public struct StoreRoom: Sendable {
    /// Octets.
    let needed: Int64
    /// Octets that are free; nil where nobody can tell.
    let free: @Sendable () -> Int64?

    /// - Parameter largestMail: octets; a mail lies in the store whole, and once more in what follows from it
    public init(largestMail: Int, free: @escaping @Sendable () -> Int64?) {
        needed = 2 * Int64(clamping: min(largestMail, Int.max / 2))
        self.free = free
    }

    /// Octets below which somebody should make room: a few tickets with photographs, or one night's backup, fill the rest.
    public static let scarce: Int64 = 1_000_000_000

    /// Octets that are free, where that is little.
    var scarcity: Int64? { free().flatMap { $0 < max(Self.scarce, needed) ? $0 : nil } }

    /// Takes everything.
    static let unlimited = StoreRoom(largestMail: 0) { nil }

    /// - Throws: ``StoreError`` of kind `noSpace` while too little is free.
    public func check() throws(StoreError) {
        guard let free = free(), free < needed else { return }
        throw StoreError(
            .noSpace, "\(free / 1_000_000) MB are free for it, mails are taken in from \(needed / 1_000_000) MB on",
            retry: .later)
    }
}

public import Domain

/// What the store knows of one token: the ticket that it was made for, when, and whether it was taken back.
public struct TokenStanding: Sendable, Hashable {
    public var ticket: TicketID
    public var issuedAt: Timestamp
    public var isRevoked: Bool

    public func isValid(for lifetime: Duration, at now: Timestamp) -> Bool {
        !isRevoked && now - issuedAt < lifetime
    }
}

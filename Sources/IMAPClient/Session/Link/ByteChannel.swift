import Transport

/// The octets of a logged-in connection in both directions; a ``MailChannel``, or a script in tests.
protocol ByteChannel: Sendable {
    /// All of `bytes`; the connection counts as dead when none are taken for `stallLimit`.
    func send(_ bytes: [UInt8], stallLimit: Duration?, heedsCancellation: Bool) async throws(TransportError)
    /// The next octets, or why there are none; `expected` are sure to come.
    func take(
        until deadline: ContinuousClock.Instant?, expected: Int, heedsCancellation: Bool
    ) async -> MailChannel.Taken
    /// Ends the wait under way, or else the next one.
    func interrupt()
    /// Forgets an ``interrupt()`` that has not ended a wait.
    func clearInterrupt()
    func close()
}

extension MailChannel: ByteChannel {}

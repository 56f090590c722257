import Transport

/// A channel as a session uses it: every wait has an end. Used by one owner that sends or takes, never both at a time.
/// The owner must call ``close()``.
struct Link: Sendable {
    typealias Taken = MailChannel.Taken

    private let channel: any ByteChannel

    init(_ channel: any ByteChannel) { self.channel = channel }

    /// The octets that have arrived, or the first that do.
    ///
    /// - Parameter expected: How many the server is sure to send yet; long answers then come in larger pieces.
    /// - Parameter heedsCancellation: False to wait although the task is cancelled, for an answer that must be seen.
    func take(
        until deadline: ContinuousClock.Instant, expected: Int = 0, heedsCancellation: Bool = true
    ) async -> Taken {
        await channel.take(until: deadline, expected: expected, heedsCancellation: heedsCancellation)
    }

    /// Sends all of `bytes`. The channel is closed if `limit` passes without the system taking a piece of them.
    ///
    /// A cancelled task still has to say DONE or LOGOUT: what is begun in one goes out all the same.
    func send(_ bytes: [UInt8], limit: Duration) async throws(TransportError) {
        try await channel.send(bytes, stallLimit: limit, heedsCancellation: !Task.isCancelled)
    }

    /// Ends the wait under way, or else the next one.
    func interrupt() { channel.interrupt() }

    /// Forgets an ``interrupt()`` that has not ended a wait.
    func clearInterrupt() { channel.clearInterrupt() }

    func close() { channel.close() }
}

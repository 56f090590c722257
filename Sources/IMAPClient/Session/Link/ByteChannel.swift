import Transport

/// The octets of a logged-in connection in both directions; a ``MailChannel``, or a script in tests.
protocol ByteChannel: Sendable {
    func send(_ bytes: [UInt8]) async throws(TransportError)
    /// At least one octet; none at the end of the stream.
    func receive() async throws(TransportError) -> [UInt8]
    func close()
}

extension MailChannel: ByteChannel {}

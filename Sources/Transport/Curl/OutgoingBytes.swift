/// Bytes on their way out, in one allocation that never moves: OpenSSL wants a blocked write repeated with the same
/// pointer and not fewer bytes.
///
/// Unchecked: written once in the initialiser, only read afterwards.
final class OutgoingBytes: @unchecked Sendable {
    private let storage: UnsafeMutableRawPointer
    private let count: Int

    /// The base address is never nil, even without bytes.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: storage, count: count) }

    init(_ bytes: [UInt8]) {
        count = bytes.count
        storage = .allocate(byteCount: max(1, count), alignment: 1)
        UnsafeMutableRawBufferPointer(start: storage, count: count).copyBytes(from: bytes)
    }

    deinit { storage.deallocate() }
}

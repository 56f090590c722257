/// Bytes on their way out, in one allocation that never moves: OpenSSL wants a blocked write repeated with the same
/// pointer and not fewer bytes.
///
/// Unchecked: written once in the initialiser, only read afterwards.
final class OutgoingBytes: @unchecked Sendable {
    private let storage: UnsafeMutableRawBufferPointer

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage) }

    init(_ bytes: [UInt8]) {
        storage = .allocate(byteCount: bytes.count, alignment: 1)
        storage.copyBytes(from: bytes)
    }

    deinit { storage.deallocate() }
}

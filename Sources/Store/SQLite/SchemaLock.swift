import Domain
import Glibc

/// Lets one process at a time open a store in order to bring it up to date: between two steps nothing else keeps a second one
/// from carrying out the same. The lock goes with the process, however it ends.
struct SchemaLock: ~Copyable {
    private static let pause: UInt32 = 20_000
    private let descriptor: Int32

    /// - Parameter limit: how long a migration by another process is waited for
    /// - Throws: ``StoreError`` of kind `busy` if it takes longer.
    init(besides path: String, within limit: Duration) throws(StoreError) {
        let file = path + ".schema-lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.unusable, "\(file): \(String(cString: strerror(errno)))")
        }
        let end = ContinuousClock.now + limit
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let fault = errno
            guard fault == EWOULDBLOCK || fault == EINTR, ContinuousClock.now < end else {
                Glibc.close(descriptor)
                let words =
                    fault == EWOULDBLOCK
                    ? "another mailbridge brings it up to date (it holds \(file))" : String(cString: strerror(fault))
                throw StoreError(.busy, "\(path): \(words)", retry: .later)
            }
            usleep(Self.pause)
        }
        self.descriptor = descriptor
    }

    deinit { Glibc.close(descriptor) }
}

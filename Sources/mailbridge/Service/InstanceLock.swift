import Glibc
import Store

/// Keeps a second instance from working on the same store. The lock goes with the process, however it ends.
final class InstanceLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``StoreError`` of kind `busy` if another process has it.
    init(besides path: String) throws(StoreError) {
        let file = Self.file(besides: path)
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.unusable, "\(file): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw StoreError(.busy, "another mailbridge works on \(path) (it holds \(file)); stop it first")
        }
    }

    /// Whether a process works on the store just now.
    static func isHeld(besides path: String) -> Bool {
        let descriptor = open(file(besides: path), O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // Shared: several who ask at once are not in each other's way.
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    static func file(besides path: String) -> String { path + ".lock" }

    deinit { close(descriptor) }
}

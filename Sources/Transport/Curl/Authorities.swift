import CCurlShims
import Glibc
import Synchronization

/// Certificate authorities as OpenSSL keeps them, read from their file once and again when it has changed.
final class Authorities: Sendable {
    static let shared = Authorities()

    /// Whether libcurl does TLS with the OpenSSL that we can reach.
    static let areOpenSSL = CurlLibrary.isReady && mb_tls_is_shared() != 0

    /// A store; it lives until the last who trusts in it is gone.
    final class Store: Sendable {
        private let address: UInt

        var store: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: address) }

        fileprivate init?(file: String?, folder: String?) {
            guard let store = mb_authorities_read(file, folder) else { return nil }
            address = UInt(bitPattern: store)
        }

        deinit { mb_authorities_free(store) }
    }

    /// What tells one state of a file from another.
    private struct Stamp: Equatable {
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            inode = status.st_ino
            size = status.st_size
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private let known = Mutex<[String?: (stamp: Stamp, store: Store)]>([:])

    /// Those of a PEM file, or the system's. Nil where libcurl has to see to it itself.
    func read(_ caFile: String?) -> Store? {
        guard Self.areOpenSSL else { return nil }
        let folder = caFile == nil ? mb_default_authority_folder().map { String(cString: $0) } : nil
        guard let file = caFile ?? mb_default_authority_file().map({ String(cString: $0) }), let stamp = Stamp(file)
        else { return nil }
        // Under the lock, so that many logins that begin together read the file once.
        return known.withLock { known in
            if let found = known[caFile], found.stamp == stamp { return found.store }
            guard let store = Store(file: file, folder: folder) else { return nil }
            known[caFile] = (stamp, store)
            return store
        }
    }
}

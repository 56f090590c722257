import Glibc
import Store

/// Whose files lie where the store lies.
enum StateOwner {
    /// Root can write everywhere, but what it makes there the service could not open: store, lock, refresh tokens.
    ///
    /// - Throws: ``StoreError`` of kind `unusable` for root where the place belongs to somebody else.
    static func check(besides store: String) throws(StoreError) {
        guard geteuid() == 0 else { return }
        for place in [store, directory(of: store)] {
            var status = stat()
            guard stat(place, &status) == 0, status.st_uid != 0 else { continue }
            let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "#\(status.st_uid)"
            throw StoreError(
                .unusable,
                "\(place) belongs to \(owner), who could not open what root makes there; run it as \(owner): "
                    + "runuser -u \(owner) -- mailbridge …")
        }
    }
}

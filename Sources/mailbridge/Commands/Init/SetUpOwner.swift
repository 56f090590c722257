import Configuration
import Glibc

/// Whose files the service reads: of its own account where there is one, else of whoever sets it up.
struct SetUpOwner {
    static let accountName = "mailbridge"

    let user: uid_t
    let group: gid_t

    /// Nil where files belong to the present user: who is not root cannot give them away, and no unit reads a configuration
    /// that lies elsewhere.
    static func ofService(in place: SetUpPlan.Place) -> SetUpOwner? {
        guard place.configuration.hasPrefix("/etc/mailbridge/"), geteuid() == 0, let account = getpwnam(accountName)
        else { return nil }
        return SetUpOwner(user: account.pointee.pw_uid, group: account.pointee.pw_gid)
    }
}

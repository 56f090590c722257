import Glibc

/// What the service will see of a file that somebody else names: it runs as its own account, in its unit's sandbox.
struct ServiceSight {
    /// Places that the unit hides (`ProtectHome`, `PrivateTmp`).
    private static let hidden = ["/home", "/root", "/run/user", "/tmp", "/var/tmp"]

    let user: uid_t
    /// All that the account is in.
    private let groups: Set<gid_t>

    init(_ owner: SetUpOwner) {
        user = owner.user
        var found = [gid_t](repeating: 0, count: 64)
        var count = Int32(found.count)
        _ = getgrouplist(SetUpOwner.accountName, owner.group, &found, &count)
        groups = Set(found.prefix(Int(max(0, min(count, Int32(found.count)))))).union([owner.group])
    }

    /// Why the service cannot read the file, with the way out; nil if it can. Access lists (acl(5)) are not looked at.
    func obstacle(to path: String) -> (why: String, cure: String)? {
        let copy = "put a copy into /etc/mailbridge and name that one"
        if let place = Self.hidden.first(where: { path.hasPrefix("\($0)/") }) {
            return ("the service's unit does not see what lies in \(place)", copy)
        }
        var directory = ""
        for name in path.split(separator: "/").dropLast() {
            directory += "/\(name)"
            guard allows(directory, S_IXUSR, S_IXGRP, S_IXOTH) else {
                let account = SetUpOwner.accountName
                return ("the account \(account) may not enter \(directory)", "chmod o+x \(directory), or \(copy)")
            }
        }
        guard allows(path, S_IRUSR, S_IRGRP, S_IROTH) else {
            return ("the account \(SetUpOwner.accountName) may not read it", "chmod o+r \(path), or \(copy)")
        }
        return nil
    }

    /// What is not there is told by whoever opens it.
    private func allows(_ path: String, _ owner: mode_t, _ group: mode_t, _ other: mode_t) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return true }
        let bit = status.st_uid == user ? owner : groups.contains(status.st_gid) ? group : other
        return status.st_mode & bit != 0
    }
}

extension ServiceSight {
    /// Nil where nothing is wrong.
    func finding(_ caFile: String?, _ kind: String, _ name: String) -> DoctorFinding? {
        guard let caFile, let (why, cure) = obstacle(to: caFile) else { return nil }
        return DoctorFinding(kind, "\(name) ca_file", ok: false, "\(caFile): \(why)", cure: cure)
    }
}

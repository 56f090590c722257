import Configuration
import Domain
import Glibc

/// Puts the files of a set-up in their places: each complete or not at all, the configuration last.
struct SetUpFiles {
    struct Written: Encodable {
        var written = true
        var path: String
        var owner: String
        /// As chmod(1) takes it.
        var mode: String
    }

    let plan: SetUpPlan
    let owner: SetUpOwner?

    init(_ plan: SetUpPlan, owner: SetUpOwner?) {
        self.plan = plan
        self.owner = owner
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Files in which another secret lies.
    var clashingSecrets: [String] {
        plan.secrets.filter { Self.exists($0.path) && !isThere($0) }.map(\.path)
    }

    private func isThere(_ secret: SetUpPlan.SecretFile) -> Bool {
        let wanted = Array(secret.content.reveal().utf8)
        guard let found = try? readFile(secret.path, limit: wanted.count + 2) else { return false }
        return found == wanted || found == wanted + [0x0A]
    }

    /// Replaces what is there; the configuration is kept as `.old`.
    func write() throws(OutputError) -> [Written] {
        let place = plan.place
        // The group reads the configuration, which root keeps; secrets and database are the service's own.
        let readers: (uid_t, gid_t, mode_t) = owner.map { (0, $0.group, 0o640) } ?? (geteuid(), getegid(), 0o600)
        let keeper: (uid_t, gid_t, mode_t) = (owner?.user ?? geteuid(), owner?.group ?? getegid(), 0o600)
        try makeDirectory(parent(of: place.configuration), readers, owner == nil ? 0o700 : 0o750)
        try makeDirectory(place.secrets, keeper, 0o700)
        try refuseOpenDirectory(place.secrets)
        if let store = place.store { try makeDirectory(parent(of: store), keeper, 0o700) }
        var written: [Written] = []
        for secret in plan.secrets where !isThere(secret) {
            try put(Array("\(secret.content.reveal())\n".utf8), at: secret.path, keeper)
            written.append(told(secret.path, keeper))
        }
        if Self.exists(place.configuration), rename(place.configuration, "\(place.configuration).old") != 0 {
            throw OutputError(fault: place.configuration)
        }
        try put(Array(plan.text.utf8), at: place.configuration, readers)
        written.append(told(place.configuration, readers))
        return written
    }

    private func told(_ path: String, _ rights: (user: uid_t, group: gid_t, mode: mode_t)) -> Written {
        let user = getpwuid(rights.user).map { String(cString: $0.pointee.pw_name) } ?? "\(rights.user)"
        let group = getgrgid(rights.group).map { String(cString: $0.pointee.gr_name) } ?? "\(rights.group)"
        return Written(path: path, owner: "\(user):\(group)", mode: String(rights.mode, radix: 8))
    }

    private func parent(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "/" }

    /// Makes the levels that are missing; what is there keeps its rights. A level that somebody puts a link in place of, as the
    /// service's user can below its own directory, is none of ours.
    private func makeDirectory(_ path: String, _ rights: (uid_t, gid_t, mode_t), _ mode: mode_t) throws(OutputError) {
        var level = ""
        for name in path.split(separator: "/") {
            level += "/\(name)"
            guard !Self.exists(level) else { continue }
            guard mkdir(level, mode) == 0 else { throw OutputError(fault: level) }
            let descriptor = open(level, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { throw OutputError(fault: level) }
            defer { close(descriptor) }
            guard fchown(descriptor, rights.0, rights.1) == 0, fchmod(descriptor, mode) == 0 else {
                throw OutputError(fault: level)
            }
        }
    }

    private func refuseOpenDirectory(_ path: String) throws(OutputError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw OutputError(fault: path) }
        guard status.st_mode & 0o022 == 0 else {
            throw OutputError("\(path): others can write there; run chmod 700 on it")
        }
    }

    /// Writes beside the place and moves it there, so that nobody ever sees half of it or may read it too early.
    private func put(_ bytes: [UInt8], at path: String, _ rights: (uid_t, gid_t, mode_t)) throws(OutputError) {
        let beside = "\(path).\(getpid()).tmp"
        unlink(beside)
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutputError(fault: beside) }
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        let isDone =
            count == bytes.count && fchown(descriptor, rights.0, rights.1) == 0 && fchmod(descriptor, rights.2) == 0
            && fsync(descriptor) == 0
        let fault = OutputError(fault: beside)
        guard close(descriptor) == 0, isDone, rename(beside, path) == 0 else {
            unlink(beside)
            throw fault
        }
    }
}

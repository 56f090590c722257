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
            try FileDraft(
                Array("\(secret.content.reveal())\n".utf8), for: secret.path, user: keeper.0, group: keeper.1,
                mode: keeper.2
            ).put()
            written.append(told(secret.path, keeper))
        }
        let draft = try FileDraft(
            Array(plan.text.utf8), for: place.configuration, user: readers.0, group: readers.1, mode: readers.2)
        do throws(OutputError) { try keepOld() } catch {
            draft.discard()
            throw error
        }
        try draft.put()
        written.append(told(place.configuration, readers))
        return written
    }

    /// A second name for what is there: at no moment there is no configuration.
    private func keepOld() throws(OutputError) {
        let place = plan.place.configuration
        guard Self.exists(place) else { return }
        let beside = "\(place).old.\(getpid()).tmp"
        unlink(beside)
        let isKept = link(place, beside) == 0 && rename(beside, "\(place).old") == 0
        let fault = OutputError(fault: "\(place).old")
        // Where both were one file already, nothing was renamed.
        unlink(beside)
        if !isKept { throw fault }
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
}

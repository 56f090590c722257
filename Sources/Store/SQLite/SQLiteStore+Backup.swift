public import Domain
import GRDB
import Glibc

extension SQLiteStore {
    /// Writes the store as it is at one moment into a file of its own, which only its owner can read. Whoever writes meanwhile
    /// is not held up. The file appears under its name once it is whole, checked and on disk, and replaces an older one. It bears
    /// its time, by which the service knows that it works on a copy: ``begin(at:)``.
    ///
    /// - Throws: `cannotCreate` if the file cannot be made, `unusable` if what was copied is damaged
    public func backUp(to path: String, at now: Timestamp) async throws(StoreError) -> StoreCopy {
        try checkTarget(path)
        let draft = Self.draft(of: path)
        defer { Self.removeDraft(of: path) }
        let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(at: draft, .cannotCreate) }
        defer { Glibc.close(descriptor) }
        let schema: String
        do {
            schema = try await copy(to: draft, at: now)
        } catch {
            throw Self.translated(error)
        }
        guard fsync(descriptor) == 0 else { throw Self.failure(at: draft) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, rename(draft, path) == 0 else {
            throw Self.failure(at: path, .cannotCreate)
        }
        try Self.syncDirectory(of: path)
        return StoreCopy(path: path, size: Int64(status.st_size), schema: schema)
    }

    private static func draft(of path: String) -> String { "\(path).\(getpid()).part" }

    /// Takes away what this process has written of a copy that is not whole.
    public static func removeDraft(of path: String) {
        for ending in ["", "-journal", "-wal", "-shm"] { unlink(draft(of: path) + ending) }
    }

    /// What SQLite and the processes that share the store put beside it, and the store itself.
    private static let ownEndings = ["", "-wal", "-shm", "-journal", ".lock", ".schema-lock"]

    /// - Throws: `cannotCreate` if the copy would replace the store itself, a file beside it, or what is no file
    private func checkTarget(_ path: String) throws(StoreError) {
        // By name too: SQLite would take what lies there for its own, and a lock that is replaced keeps nobody out.
        if Self.ownEndings.contains(where: { Self.isSamePlace(path, pool.path + $0) }) { throw Self.ownFile(path) }
        var target = stat()
        // Nothing there, or out of reach: the latter shows when the copy is made.
        guard stat(path, &target) == 0 else { return }
        guard target.st_mode & S_IFMT == S_IFREG else { throw StoreError(.cannotCreate, "\(path) is no regular file") }
        for ending in Self.ownEndings {
            var own = stat()
            guard stat(pool.path + ending, &own) == 0, own.st_dev == target.st_dev, own.st_ino == target.st_ino
            else { continue }
            throw Self.ownFile(path)
        }
    }

    private static func ownFile(_ path: String) -> StoreError {
        StoreError(.cannotCreate, "\(path) belongs to the store itself: name another file, or a directory")
    }

    /// Whether two paths name one place, whether or not anything lies there.
    private static func isSamePlace(_ path: String, _ other: String) -> Bool {
        guard path.split(separator: "/").last == other.split(separator: "/").last else { return false }
        var (left, right) = (stat(), stat())
        return stat(directory(of: path), &left) == 0 && stat(directory(of: other), &right) == 0
            && left.st_dev == right.st_dev && left.st_ino == right.st_ino
    }

    private static func directory(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    }

    /// Returns the schema version.
    private func copy(to path: String, at now: Timestamp) async throws -> String {
        let copy = try DatabaseQueue(path: path)
        defer { try? copy.close() }
        try pool.backup(to: copy)
        return try await copy.writeWithoutTransaction { database in
            // One file that needs no others beside it.
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
            let complaints = try String.fetchAll(database, sql: "PRAGMA integrity_check")
            guard complaints == ["ok"] else {
                throw StoreError(.unusable, "the copy is damaged: \(complaints.first ?? "no answer")")
            }
            guard try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") == nil else {
                throw StoreError(.unusable, "the copy is damaged: a row points to nothing")
            }
            guard try Self.migrator.hasCompletedMigrations(database), let last = Self.migrator.migrations.last else {
                throw StoreError(.unusable, "the copy has not the schema of the store")
            }
            try Self.markAsCopy(database, at: now)
            return last
        }
    }

    private static func syncDirectory(of path: String) throws(StoreError) {
        let directory = directory(of: path)
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(at: directory) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(at: directory) }
    }

    private static func failure(at path: String, _ kind: StoreError.Kind = .unusable) -> StoreError {
        StoreError(
            errno == ENOSPC || errno == EDQUOT ? .noSpace : kind, "\(path): \(String(cString: strerror(errno)))")
    }
}

import Domain
import GRDB
import Glibc
import Synchronization

/// The store on one SQLite file: WAL, `synchronous=FULL`, foreign keys on, deleted content overwritten.
public final class SQLiteStore: TicketStore {
    let pool: DatabasePool
    /// How the one connection that writes is set; used in its turns only.
    private let waitsForDisk = Atomic(true)

    /// Opens the file, makes it if it is missing and brings it to the newest schema.
    ///
    /// - Parameter creating: false for those who work beside the service: an empty store that they made would have nothing to
    ///   complain of, and might belong to another user than the service's; and one that they brought up to date would end an
    ///   older service that runs on it.
    /// - Throws: ``StoreError`` of kind `unusable`, `tooNew` or `busy`; of `outdated` only if not `creating`.
    public convenience init(path: String, creating: Bool = true) throws(StoreError) {
        try self.init(path: path, creating: creating) { _ in }
    }

    /// - Parameters:
    ///   - patience: how long a process that brings the store up to date is waited for
    ///   - preparing: what is done with each connection beside.
    init(
        path: String, creating: Bool = true, patience: Duration = .seconds(60),
        preparing: @Sendable @escaping (Database) throws -> Void
    ) throws(StoreError) {
        // Buyers' words lie in it: for this user alone, and so are the files that SQLite puts beside it.
        let descriptor = open(path, (creating ? O_CREAT : 0) | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let fault = errno
            let hint =
                !creating && fault == ENOENT ? "; the service makes it at its first start. Is [store] path right?" : ""
            throw StoreError(.unusable, "\(path): \(String(cString: strerror(fault)))\(hint)")
        }
        Glibc.close(descriptor)
        let lock = creating ? try SchemaLock(besides: path, within: patience) : nil
        do {
            var configuration = Self.configuration
            configuration.prepareDatabase(preparing)
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB turns to NORMAL when it turns to WAL, behind the preparation of the connection that writes; with NORMAL,
            // commits that were reported are gone after a loss of power.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let migrator = Self.migrator
            // On the connection that migrates: one that only reads would go on with the columns that it saw here.
            guard try pool.writeWithoutTransaction({ try !migrator.hasBeenSuperseded($0) }) else {
                throw StoreError(.tooNew, "\(path) was written by a newer mailbridge; install that version again")
            }
            if creating {
                try migrator.migrate(pool)
            } else if try pool.writeWithoutTransaction({ try !migrator.hasCompletedMigrations($0) }) {
                throw StoreError(
                    .outdated,
                    "\(path) has the schema of an older mailbridge; restart the service, which brings it up to date",
                    retry: .later)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            let fault = Self.translated(error)
            // What time or more room mends is no fault of the file: the service is started again after it.
            let passes = fault.kind == .noSpace || fault.kind == .busy
            throw StoreError(
                passes ? fault.kind : .unusable, "\(path): \(Self.text(of: error))", retry: passes ? .later : .never)
        }
        _ = consume lock
    }

    /// Closes all connections; further calls fail.
    public func close() throws(StoreError) {
        do { try pool.close() } catch { throw Self.translated(error) }
    }

    private static var configuration: GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.maximumReaderCount = 2
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA secure_delete = ON; PRAGMA cache_size = -500")
        }
        return configuration
    }

    /// One transaction that changes things.
    func write<Value: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws(StoreError) -> Value { try await write(body, waitingForDisk: true) }

    /// One transaction that a loss of power may undo, as long as none after it was waited for; the end of the process does
    /// not. For what is only a step on the way to such a one.
    func writeForNow<Value: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws(StoreError) -> Value { try await write(body, waitingForDisk: false) }

    private func write<Value: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Value, waitingForDisk waits: Bool
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.writeWithoutTransaction { database in
                // Not put back afterwards, where it could fail: what has to wait makes sure that it does.
                if self.waitsForDisk.load(ordering: .relaxed) != waits {
                    try database.execute(sql: "PRAGMA synchronous = \(waits ? "FULL" : "NORMAL")")
                    self.waitsForDisk.store(waits, ordering: .relaxed)
                }
                var result: Value?
                try database.inTransaction {
                    result = try body(database)
                    return .commit
                }
                guard let result else { throw StoreError(.failed, "a transaction without a result", retry: .later) }
                return result
            }
        } catch {
            throw Self.translated(error)
        }
    }

    /// One consistent look.
    func read<Value: Sendable>(
        _ body: @Sendable @escaping (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do { return try await pool.read(body) } catch { throw Self.translated(error) }
    }

    static func translated(_ error: any Error) -> StoreError {
        if let error = error as? StoreError { return error }
        if error is CancellationError { return StoreError(.busy, "stopped", retry: .later) }
        guard let error = error as? DatabaseError else { return StoreError(.failed, text(of: error), retry: .later) }
        // The index of the log is beside the store, in memory that has to be there on disk.
        if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
            return StoreError(.noSpace, text(of: error), retry: .later)
        }
        if error.resultCode == .SQLITE_BUSY {
            var failure = StoreError(.busy, text(of: error), retry: .later)
            failure.isLocked = true
            return failure
        }
        switch error.resultCode {
        case .SQLITE_LOCKED, .SQLITE_IOERR, .SQLITE_INTERRUPT, .SQLITE_NOMEM:
            return StoreError(.busy, text(of: error), retry: .later)
        case .SQLITE_FULL: return StoreError(.noSpace, text(of: error), retry: .later)
        case .SQLITE_CANTOPEN, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_READONLY, .SQLITE_PERM:
            return StoreError(.unusable, text(of: error))
        default: return StoreError(.failed, text(of: error), retry: .later)
        }
    }

    /// Without SQL arguments, which may hold buyer data.
    private static func text(of error: any Error) -> String {
        guard let error = error as? DatabaseError else { return String(describing: type(of: error)) }
        return "SQLite \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
    }
}

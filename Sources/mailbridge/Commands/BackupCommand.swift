import ArgumentParser
import Configuration
import Domain
import Glibc
import Marketplaces
import Store

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the store while the service writes, and check the copy.",
        discussion: """
            PATH is a file, which is replaced, or a directory, which gets mailbridge-TIME.db. The copy is written under \
            another name, checked (integrity, schema), brought to disk and then renamed; only its owner can read it. Refresh \
            tokens in oauth/ beside the store are not in it. docs/operations.md tells how to put it back.
            """)

    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("In a directory: remove all but the newest so many.", valueName: "n")) var keep: Int?
    @Argument(help: "A file, or an existing directory.") var path: String

    private struct Shown: Encodable {
        var path: String
        var size: Int64
        var schema: String
        var removed: [String]
    }

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("keep is a number from 1 on") }
    }

    func run() async throws {
        try await reportingErrors {
            let isDirectory = FilePath(path).isDirectory
            if keep != nil, !isDirectory {
                complain("--keep is for a directory, and \(path) is none")
                throw ExitStatus.badData
            }
            let file = isDirectory ? "\(path)/\(BackupName(at: systemTime()).text)" : path
            let store = try self.store.open()
            try removeParts(of: isDirectory ? nil : file)
            try await store.noteView("backup")
            let stop = BackupStop(of: file)
            let copy = try await store.backUp(to: file, at: systemTime())
            stop.end()
            let removed = isDirectory ? try removeOld(besides: copy) : []
            guard !self.store.json else {
                return try sayJSON(Shown(path: copy.path, size: copy.size, schema: copy.schema, removed: removed))
            }
            say("\(copy.path): \(copy.size) bytes, schema \(copy.schema), checked")
            for path in removed { say("removed \(path)") }
        }
    }

    /// What backups that were cut short have left: buyers' data, under a name that `--keep` does not know.
    ///
    /// - Parameter file: the one file that is written; nil for a directory
    private func removeParts(of file: String?) throws {
        let place = file.map { directory(of: $0) } ?? path
        // Where that is the matter, the copy says so.
        guard access(place, R_OK | W_OK | X_OK) == 0, FilePath(place).isDirectory else { return }
        for part in try FilePath(place).regularFiles().map(\.text) {
            guard let draft = BackupDraft(part), !draft.isBeingWritten,
                file.map({ draft.isOf($0) }) ?? (BackupName(draft.name) != nil)
            else { continue }
            if unlink(part) != 0, errno != ENOENT { throw OutputError(fault: part) }
        }
    }

    /// Removes all but the newest, of which the copy just made is one whatever the others are called.
    private func removeOld(besides copy: StoreCopy) throws -> [String] {
        guard let keep else { return [] }
        func name(_ file: String) -> String { file.split(separator: "/").last.map(String.init) ?? "" }
        let files = try FilePath(path).regularFiles().map(\.text).filter { BackupName(name($0)) != nil }
        let later = files.filter { name($0) > name(copy.path) }
        if !later.isEmpty {
            complain(
                "made later than now, by their names, and left alone: \(later.joined(separator: ", ")); was a clock ahead? "
                    + "Remove them once they are not needed")
        }
        let old = Array(files.filter { name($0) < name(copy.path) }.dropLast(keep - 1))
        for file in old where unlink(file) != 0 { throw OutputError(fault: file) }
        return old
    }
}

/// A file that a backup is written under until it is whole, or one that SQLite puts beside it: `NAME.PID.part`.
struct BackupDraft {
    /// Of the backup, without its directory.
    let name: String
    private let process: pid_t

    /// Nil for any other file.
    init?(_ path: String) {
        let file = path.split(separator: "/").last ?? ""
        guard let match = file.wholeMatch(of: /(.+)\.(\d{1,9})\.part(-journal|-wal|-shm)?/),
            let process = pid_t(match.2), process > 0
        else { return nil }
        name = String(match.1)
        self.process = process
    }

    func isOf(_ backup: String) -> Bool { backup.split(separator: "/").last.map { $0 == name } ?? false }

    /// One whose number somebody else has now is left until that process ends.
    var isBeingWritten: Bool { process != getpid() && (kill(process, 0) == 0 || errno == EPERM) }
}

/// Names of backups in a directory: `mailbridge-20261129T201655Z.db`. By name they are in the order of time.
struct BackupName {
    let text: String

    init(at time: Timestamp) {
        let digits = Timestamp(seconds: time.seconds).description.filter { $0 != "-" && $0 != ":" }
        text = "mailbridge-\(digits).db"
    }

    /// Nil for the name of anything else.
    init?(_ text: String) {
        guard text.wholeMatch(of: /mailbridge-\d{8}T\d{6}Z\.db/) != nil else { return nil }
        self.text = text
    }
}

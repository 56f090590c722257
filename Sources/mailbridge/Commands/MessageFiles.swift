import ArgumentParser
import FoundationEssentials

/// The mails that a `message` command looks at: standard input, files, or all files of directories.
struct MessageFiles: ParsableArguments {
    @Argument(help: "Mails; a directory stands for the files in it. Without any: standard input.")
    var files: [String] = []

    private static let largest = 256 << 20

    /// Calls `body` for each mail in order, with its name if it is a file. A file that cannot be read is told and makes
    /// the command end with 65, but does not stop the others.
    func forEach(_ body: (_ mail: [UInt8], _ name: String?) throws -> Void) throws {
        guard !files.isEmpty else {
            do {
                return try body(try readStandardInput(limit: Self.largest), nil)
            } catch let error as InputError {
                complain(error.description)
                throw ExitStatus.badData
            }
        }
        var failed = false
        for name in files.flatMap(Self.expanded) {
            do {
                try body(try readFile(name, limit: Self.largest), name)
            } catch let error as InputError {
                complain(error.description)
                failed = true
            }
        }
        if failed { throw ExitStatus.badData }
    }

    private static func expanded(_ name: String) -> [String] {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory), isDirectory else {
            return [name]
        }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: name)) ?? []
        return entries.sorted().map { "\(name)/\($0)" }.filter { path in
            var isDirectory = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
        }
    }
}

import ArgumentParser
import Glibc

/// The mails that a `message` command looks at: standard input, files, or all files of directories.
struct MessageFiles: ParsableArguments {
    @Argument(
        help: "Mails; a directory stands for the files in it, - for standard input. Without any: standard input.")
    var files: [String] = []

    /// Bytes.
    private static let largest = 256 << 20

    /// Calls `body` for each mail in order, with its name if it is a file; one mail is in memory at a time. What cannot be
    /// read is told and makes the command end with 65, but does not stop the others.
    func forEach(_ body: (_ mail: [UInt8], _ name: String?) throws -> Void) throws {
        var failed = false
        func trying(_ work: () throws -> Void) throws {
            do {
                try work()
            } catch let error as InputError {
                complain(error.description)
                failed = true
            }
        }
        for name in files.isEmpty ? ["-"] : files {
            try trying {
                guard name != "-" else { return try body(try readStandardInput(limit: Self.largest), nil) }
                guard FilePath(name).isDirectory else { return try body(try readFile(name, limit: Self.largest), name) }
                for path in try FilePath(name).regularFiles() {
                    try trying { try body(try readFile(path, limit: Self.largest), path.text) }
                }
            }
        }
        if failed { throw ExitStatus.badData }
    }
}

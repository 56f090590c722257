import Glibc
import TestSupport

/// The built program: it lies beside the test bundle; `MAILBRIDGE_BINARY` names another one.
enum Program {
    static let path: String = {
        if let other = getenv("MAILBRIDGE_BINARY") { return String(cString: other) }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let bundle = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return
            "\(bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))/mailbridge"
    }()

    static let isBuilt: Bool = {
        let isBuilt = access(path, X_OK) == 0
        if !isBuilt { print("SKIPPED: end-to-end tests need the program at \(path) (swift build)") }
        return isBuilt
    }()
}

/// What a command that ran to its end left behind.
struct CommandResult: CustomStringConvertible {
    var status: Int32
    var output: String
    var errors: String

    var lines: [Substring] { output.split(separator: "\n") }

    var description: String { "status \(status)\n--- output ---\n\(output)\n--- errors ---\n\(errors)" }
}

/// Runs the program to its end without blocking a thread: what it asks may be answered by this very process.
func mailbridge(
    _ arguments: [String], input: [UInt8] = [], in directory: TemporaryDirectory, within limit: Duration = .seconds(60)
) async throws -> CommandResult {
    try await run(Program.path, arguments, input: input, in: directory, within: limit)
}

/// The same with another program.
func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], in directory: TemporaryDirectory,
    within limit: Duration = .seconds(60)
) async throws -> CommandResult {
    let name = "command-\(UInt64.random(in: 0...UInt64.max))"
    let source = try directory.write(input, to: "\(name).in")
    let base = "\(directory.path)/\(name)"
    let script = #"i=$1 o=$2; shift 2; "$@" <"$i" >"$o.out" 2>"$o.err"; echo $? >"$o.tmp"; mv "$o.tmp" "$o.status""#
    let process = try ChildProcess(
        "sh", ["-c", script, "sh", source, base, program] + arguments, log: "/dev/null")
    try await eventually("\(arguments.joined(separator: " ")) ends", within: limit) { process.hasEnded }
    guard let status = Int32(readText("\(base).status").prefix { $0 != "\n" }) else {
        throw SupportError("\(arguments.joined(separator: " ")) left no exit status")
    }
    return CommandResult(status: status, output: readText("\(base).out"), errors: readText("\(base).err"))
}

extension TemporaryDirectory {
    /// Writes a file of any bytes below this directory and returns its full path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        let target = "\(path)/\(name)"
        guard let file = fopen(target, "w") else { throw SupportError("\(target) cannot be written") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw SupportError("\(target) cannot be written")
        }
        return target
    }
}

import ArgumentParser
import Domain
import FoundationEssentials
import Glibc

/// Writes one line to standard error, under the program's name.
func complain(_ text: String) {
    write(text.printable.split(separator: "\n").map { "mailbridge: \($0)\n" }.joined(), to: STDERR_FILENO)
}

/// Writes one line, or several, to standard output.
func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

/// Writes one line to standard output, whatever stands in it.
func sayLine(_ text: String) { say(text.printableLine) }

/// Columns apart by tabs; control characters would break the lines and are shown as blanks.
func sayRow(_ columns: [String]) { say(columns.map(\.printableLine).joined(separator: "\t")) }

/// One JSON object a line, keys in a stable order.
func sayJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    writeJSON(Array(try encoder.encode(value)) + [0x0A])
}

/// Writes JSON to standard output, so that a terminal does not obey it either.
func writeJSON(_ bytes: [UInt8]) {
    guard bytes.contains(where: { $0 >= 0x7F }) else { return write(bytes, to: STDOUT_FILENO) }
    write(Array(String(decoding: bytes, as: UTF8.self).printableJSON.utf8), to: STDOUT_FILENO)
}

/// Writes a document to standard output: byte by byte to a file or another program, `printable` to a person's terminal.
func writeDocument(_ bytes: [UInt8]) {
    guard isatty(STDOUT_FILENO) == 1 else { return write(bytes, to: STDOUT_FILENO) }
    write(String(decoding: bytes, as: UTF8.self), to: STDOUT_FILENO)
}

/// Writes text for people to standard output or standard error: `printable`, since buyers' words may stand in any of it.
func write(_ text: String, to descriptor: Int32) { write(Array(text.printable.utf8), to: descriptor) }

/// Writes all of it to standard output or standard error. A reader of the former that went away ends the program quietly, as
/// for any filter; what cannot be written there ends it with a complaint. Of complaints and log nobody can be told.
func write(_ bytes: [UInt8], to descriptor: Int32) {
    let fault = writeFault(of: bytes, to: descriptor)
    guard fault != 0, descriptor == STDOUT_FILENO else { return }
    if fault == EPIPE { exit(0) }
    complain("standard output: \(String(cString: strerror(fault)))")
    exit(EX_IOERR)
}

/// Writes all of it into a file that was opened as `path`.
func write(_ bytes: [UInt8], to descriptor: Int32, named path: String) throws(OutputError) {
    errno = writeFault(of: bytes, to: descriptor)
    if errno != 0 { throw OutputError(fault: path, ExitCode(EX_IOERR)) }
}

/// Zero, or why the rest could not be written.
private func writeFault(of bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
            if errno == EINTR || errno == EAGAIN { continue }
            return errno
        }
        rest = rest.dropFirst(written)
    }
    return 0
}

/// Why a file was not written.
struct OutputError: Error, CustomStringConvertible {
    let description: String
    let status: ExitCode

    init(_ description: String, _ status: ExitCode = ExitStatus.cannotCreate) {
        self.description = description
        self.status = status
    }

    /// What the last system call found wrong with `path`.
    init(fault path: String, _ status: ExitCode = ExitStatus.cannotCreate) {
        self.init("\(path): \(String(cString: strerror(errno)))", status)
    }
}

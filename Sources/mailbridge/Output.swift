import FoundationEssentials
import Glibc

/// Writes one line to standard error, under the program's name.
func complain(_ text: String) {
    write(text.split(separator: "\n").map { "mailbridge: \($0)\n" }.joined(), to: STDERR_FILENO)
}

/// Writes one line to standard output.
func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

/// One JSON object a line, keys in a stable order.
func sayJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    say(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// Writes all of it; a reader that went away ends the program quietly, as for any filter. Output that cannot be written
/// ends it with a complaint.
func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0 {
            if errno == EINTR || errno == EAGAIN { continue }
            if errno == EPIPE { exit(0) }
            guard descriptor == STDOUT_FILENO else { return }
            complain("standard output: \(String(cString: strerror(errno)))")
            exit(EX_IOERR)
        }
        rest = rest.dropFirst(written)
    }
}

/// Columns apart by tabs; control characters would break the lines and are shown as blanks.
func sayRow(_ columns: [String]) {
    say(
        columns.map { column in
            String(
                String.UnicodeScalarView(
                    column.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        }.joined(separator: "\t"))
}

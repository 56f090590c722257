import ArgumentParser
import Glibc

/// A new directory that only its owner can read.
struct ExportDirectory {
    let path: String

    init(_ path: String) throws(OutputError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 else { throw OutputError(fault: path) }
    }

    /// Writes a file below it. What a name has beside letters, digits, `.`, `-` and `_` becomes `_`, and long ones lose their
    /// beginning, so that it can lead nowhere else. Returns the name.
    func write(_ bytes: [UInt8], named name: String) throws(OutputError) -> String {
        let plain = String(
            name.unicodeScalars.map { scalar in
                let isPlain =
                    scalar.isASCII
                    && (scalar.properties.isAlphabetic || ".-_0123456789".unicodeScalars.contains(scalar))
                return isPlain ? Character(scalar) : "_"
            })
        let safe =
            plain.count <= Self.longestName ? plain : String(plain.prefix(30) + plain.suffix(Self.longestName - 30))
        let descriptor = open("\(path)/\(safe)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutputError(fault: "\(path)/\(safe)") }
        defer { close(descriptor) }
        try mailbridge.write(bytes, to: descriptor, named: "\(path)/\(safe)")
        guard fsync(descriptor) == 0 else { throw OutputError(fault: "\(path)/\(safe)", ExitCode(EX_IOERR)) }
        return safe
    }

    /// Takes away what was written: half an answer must not pass for a whole one.
    func remove() {
        for file in (try? FilePath(path).regularFiles()) ?? [] { unlink(file.bytes) }
        rmdir(path)
    }

    private static let longestName = 120
}

import Glibc

/// Why the input was not read.
struct InputError: Error, CustomStringConvertible {
    let description: String
    /// There is more than may be.
    var isTooLarge = false
}

extension InputError {
    /// What the last system call found wrong with `name`.
    init(fault name: String) { self.init(description: "\(name): \(String(cString: strerror(errno)))") }
}

/// All of standard input, at most `limit` bytes.
func readStandardInput(limit: Int) throws(InputError) -> [UInt8] {
    try readAll(from: STDIN_FILENO, named: "standard input", limit: limit)
}

/// All of a file, at most `limit` bytes.
func readFile(_ path: String, limit: Int) throws(InputError) -> [UInt8] {
    try readFile(FilePath(path), limit: limit)
}

/// All of a file, at most `limit` bytes.
func readFile(_ path: FilePath, limit: Int) throws(InputError) -> [UInt8] {
    let descriptor = open(path.bytes, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputError(fault: path.text) }
    defer { close(descriptor) }
    return try readAll(from: descriptor, named: path.text, limit: limit)
}

private func readAll(from descriptor: Int32, named name: String, limit: Int) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count == 0 { return bytes }
        if count < 0 {
            if errno == EINTR { continue }
            throw InputError(fault: name)
        }
        guard bytes.count + count <= limit else {
            throw InputError(description: "\(name): larger than \(limit) bytes", isTooLarge: true)
        }
        bytes += chunk[..<count]
    }
}

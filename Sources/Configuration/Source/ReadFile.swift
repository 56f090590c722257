import Glibc

/// Why a file could not be read.
struct FileError: Error, Sendable {
    var reason: String
    var isTooLarge = false
}

/// Content and permissions of a regular file, taken from one open descriptor so that both belong together.
struct FileContent {
    var bytes: [UInt8]
    /// Permission bits.
    var mode: UInt32
    var owner: UInt32
    var group: UInt32
}

/// Reads a regular file of at most `limit` bytes.
func readFile(at path: String, limit: Int) throws(FileError) -> FileContent {
    // Without O_NONBLOCK opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(reason: String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(reason: "not a regular file") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw FileError(reason: String(cString: strerror(errno))) }
        if count == 0 { break }
        bytes += buffer[..<count]
        guard bytes.count <= limit else { throw FileError(reason: "larger than \(limit) bytes", isTooLarge: true) }
    }
    return FileContent(
        bytes: bytes, mode: status.st_mode & 0o7777, owner: status.st_uid, group: status.st_gid)
}

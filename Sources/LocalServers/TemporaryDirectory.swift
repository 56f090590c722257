import Glibc
import Synchronization

/// A new directory of its own below the system's temporary directory; removed, with all in it, with the last reference.
public final class TemporaryDirectory: Sendable {
    public let path: String
    private let kept = Mutex(false)

    /// Readable by other accounts too, because a server that was started by root serves under other accounts.
    public init() throws {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/mailbridge-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SupportError("mkdtemp: \(errnoText())") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        chmod(path, 0o755)
    }

    deinit {
        if !kept.withLock({ $0 }) { _ = try? run("rm", ["-rf", path]) }
    }

    /// From now on somebody else removes it.
    public func keep() { kept.withLock { $0 = true } }

    /// Writes a file below this directory and returns its full path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let target = "\(path)/\(name)"
        guard let file = fopen(target, "w") else { throw SupportError("\(target): \(errnoText())") }
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw SupportError("\(target): \(errnoText())")
        }
        return target
    }
}

/// The whole text of a file, or an empty text if it cannot be read.
public func readText(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { return String(decoding: text, as: UTF8.self) }
        text += buffer[..<count]
    }
}

func errnoText() -> String { String(cString: strerror(errno)) }

import Digests
import Domain
import Glibc

/// Keeps the newest refresh token of an account, where a server replaces them (RFC 6749 §6).
///
/// The file has three lines: its kind, the SHA-256 of the configured token that the chain began with, and the token. It
/// counts as long as the configuration names the same token, so that an admin's new one takes its place.
public struct RefreshTokenFile: Sendable {
    private static let kind = "mailbridge refresh token 1"
    private static let longest = 20_000

    public let path: String

    /// `path` is absolute; its directory is made, with mode 0700, when there is something to keep.
    public init(path: String) { self.path = path }

    /// The kept token; nil where there is none that follows from `configured`.
    func load(configured: Secret<String>) throws(OAuthError) -> Secret<String>? {
        guard let text = try read() else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0] == Self.kind, lines[3].isEmpty, !lines[2].isEmpty else {
            throw Self.fault(path, "is no file of a refresh token; delete it to begin with the configured one again")
        }
        return lines[1] == Self.digest(configured) ? Secret(String(lines[2])) : nil
    }

    /// Replaces the kept token. After a crash or power cut at any moment the old or the new one is there.
    func save(_ token: Secret<String>, configured: Secret<String>) throws(OAuthError) {
        let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        if mkdir(directory, 0o700) == 0 {
            try Self.leaveToService(directory, in: "\(directory)/..")
            try Self.synchronise("\(directory)/..")
        } else if errno != EEXIST {
            throw Self.fault(directory, errno)
        }
        let fresh = "\(path).new"
        // Left behind by a crash; nothing counts before it is renamed.
        unlink(fresh)
        let text = "\(Self.kind)\n\(Self.digest(configured))\n\(token.reveal())\n"
        try Self.write(Array(text.utf8), to: fresh)
        try Self.leaveToService(fresh, in: directory)
        guard rename(fresh, path) == 0 else { throw Self.fault(path, errno) }
        try Self.synchronise(directory)
    }

    private func read() throws(OAuthError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Self.fault(path, errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.fault(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.longest else {
            throw Self.fault(path, "is no file of a refresh token")
        }
        // Root may look after what the service's user keeps.
        guard [geteuid(), 0].contains(status.st_uid) || geteuid() == 0 else {
            throw Self.fault(path, "belongs to user id \(status.st_uid); make the service's user its owner")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw Self.fault(path, "can be read by others (mode \(mode)); run chmod 600 on it")
        }
        var bytes = [UInt8](repeating: 0, count: Self.longest + 1)
        var count = 0
        while count < bytes.count {
            let more = bytes[count...].withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw Self.fault(path, errno) }
            if more == 0 { break }
            count += more
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(OAuthError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw fault(path, errno) }
        var start = 0
        var problem: Int32 = 0
        while start < bytes.count, problem == 0 {
            let written = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 { start += written } else if errno != EINTR { problem = errno }
        }
        if problem == 0, fsync(descriptor) != 0 { problem = errno }
        if close(descriptor) != 0, problem == 0 { problem = errno }
        if problem != 0 {
            unlink(path)
            throw fault(path, problem)
        }
    }

    /// Gives what root made to the owner of the directory, who could not read it otherwise.
    private static func leaveToService(_ path: String, in directory: String) throws(OAuthError) {
        guard geteuid() == 0 else { return }
        var status = stat()
        guard stat(directory, &status) == 0, lchown(path, status.st_uid, status.st_gid) == 0 else {
            throw fault(path, errno)
        }
    }

    /// Makes a new name in a directory last.
    private static func synchronise(_ directory: String) throws(OAuthError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(directory, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault(directory, errno) }
    }

    private static func digest(_ token: Secret<String>) -> String { hexadecimal(sha256(token.reveal().utf8)) }

    private static func fault(_ path: String, _ number: Int32) -> OAuthError {
        fault(path, "cannot be used: \(String(cString: strerror(number)))")
    }

    private static func fault(_ path: String, _ problem: String) -> OAuthError {
        OAuthError(.storage, "\(path) \(problem)", retry: .later)
    }
}

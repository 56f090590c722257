import Glibc

/// A listening Unix socket under its name, with the rights that it shall have from the first moment on.
struct SocketFile: Sendable {
    let descriptor: Int32
    private let path: String
    private let identity: Identity

    /// What tells a file from one that has taken its name.
    private struct Identity: Sendable, Equatable {
        var device: dev_t
        var inode: ino_t
    }

    /// Replaces a socket that nobody listens at any more.
    ///
    /// - Throws: if somebody listens there, something else has the name, or the directory or group is not as it has to be.
    init(path: String, mode: mode_t, group: String?) throws(ListenerError) {
        self.path = path
        let gid = try group.map { name throws(ListenerError) in try Self.groupID(name) }
        if try Self.isTaken(path) { throw ListenerError("\(path): another process listens there") }
        // Made under another name, and moved when it is ready: who finds it finds it with its rights.
        let draft = "\(path).\(getpid())"
        guard let address = Self.address(draft) else { throw ListenerError("\(path): the path is too long") }
        unlink(draft)
        let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listening >= 0 else { throw Self.fault("socket") }
        do throws(ListenerError) {
            guard Self.with(address, { bind(listening, $0, $1) }) == 0 else { throw Self.fault(path) }
            guard chmod(draft, mode) == 0 else { throw Self.fault("\(path): mode") }
            if let gid, let group, chown(draft, uid_t.max, gid) != 0 {
                throw Self.fault("\(path): group \(group) (is this user a member of it?)")
            }
            guard listen(listening, 64) == 0 else { throw Self.fault("\(path): listen") }
            guard let made = Self.identity(of: draft) else { throw Self.fault(path) }
            guard rename(draft, path) == 0 else { throw Self.fault(path) }
            descriptor = listening
            identity = made
        } catch {
            close(listening)
            unlink(draft)
            throw error
        }
    }

    /// Takes the name away, unless another socket has it by now.
    func remove() {
        if Self.identity(of: path) == identity { unlink(path) }
    }

    /// Whether somebody listens there; false for a socket that was left behind.
    static func isTaken(_ path: String) throws(ListenerError) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw fault(path) }
            return false
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ListenerError("\(path): something that is no socket lies there")
        }
        switch try connection(to: path) {
        // EAGAIN: so many wait already that there is no room for one more.
        case 0, EAGAIN: return true
        case ECONNREFUSED, ENOENT: return false
        case let code: throw ListenerError("\(path): \(String(cString: strerror(code)))")
        }
    }

    /// 0, or the error of an attempt to connect.
    private static func connection(to path: String) throws(ListenerError) -> Int32 {
        guard let address = address(path) else { throw ListenerError("\(path): the path is too long") }
        let flags = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_UNIX, flags, 0)
        guard descriptor >= 0 else { throw fault("socket") }
        defer { close(descriptor) }
        return with(address) { connect(descriptor, $0, $1) == 0 ? 0 : errno }
    }

    static func groupID(_ name: String) throws(ListenerError) -> gid_t {
        guard let entry = getgrnam(name) else { throw ListenerError("there is no group \(name)") }
        return entry.pointee.gr_gid
    }

    private static func identity(of path: String) -> Identity? {
        var status = stat()
        return lstat(path, &status) == 0 ? Identity(device: status.st_dev, inode: status.st_ino) : nil
    }

    /// Nil if the path does not fit.
    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let name = Array(path.utf8)
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        return address
    }

    private static func with(
        _ address: sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func fault(_ what: String) -> ListenerError {
        ListenerError("\(what): \(String(cString: strerror(errno)))")
    }
}

public import Glibc

/// Blocking TCP on 127.0.0.1, or a Unix socket, for test peers; reads and writes give up after their time limit.
public struct LoopbackSocket: Sendable {
    public let descriptor: Int32

    /// Wraps a connected socket.
    public init(descriptor: Int32, timeout: Duration = .seconds(10)) {
        self.descriptor = descriptor
        var limit = timeval(tv_sec: Int(timeout.components.seconds), tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Connects to a port of 127.0.0.1.
    public init(port: UInt16, timeout: Duration = .seconds(10)) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SupportError("socket: \(errnoText())") }
        self.init(descriptor: descriptor, timeout: timeout)
        guard withLoopbackAddress(port, { connect(descriptor, $0, $1) }) == 0 else {
            let text = errnoText()
            Glibc.close(descriptor)
            throw SupportError("connect to port \(port): \(text)")
        }
    }

    /// Connects to a Unix socket.
    public init(path: String, timeout: Duration = .seconds(10)) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SupportError("socket: \(errnoText())") }
        self.init(descriptor: descriptor, timeout: timeout)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            let text = errnoText()
            Glibc.close(descriptor)
            throw SupportError("connect to \(path): \(text)")
        }
    }

    public func send(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw SupportError("send: \(errnoText())") }
            done += count
        }
    }

    public func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// The next bytes, at most `limit`; empty at the end of the stream.
    public func receive(limit: Int = 65_536) throws -> [UInt8] { try receive(limit: limit, flags: 0) }

    private func receive(limit: Int, flags: Int32) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let received = recv(descriptor, buffer.baseAddress, limit, flags)
            guard received >= 0 else { throw SupportError("receive: \(errnoText())") }
            count = received
        }
    }

    /// One line without its end; nil at the end of the stream. Takes nothing beyond the line.
    public func receiveLine() throws -> String? {
        var line: [UInt8] = []
        while line.last != 0x0A {
            // Look first, so that exactly the line is taken.
            let seen = try receive(limit: 4096, flags: Int32(MSG_PEEK))
            if seen.isEmpty { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            line += try receive(limit: seen.firstIndex(of: 0x0A).map { $0 + 1 } ?? seen.count)
        }
        line.removeLast()
        if line.last == 0x0D { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    /// Says that no more bytes come; the peer can still answer.
    public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    public func close() { Glibc.close(descriptor) }

    /// Makes ``close()`` a reset instead of an orderly end.
    public func resetOnClose() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }
}

/// A listening socket on 127.0.0.1.
public struct LoopbackListener: Sendable {
    public let descriptor: Int32
    public let port: UInt16

    /// Takes a free port; `backlog` connections wait until they are accepted.
    public init(backlog: Int32 = 256) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SupportError("socket: \(errnoText())") }
        guard withLoopbackAddress(0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, backlog) == 0 else {
            let text = errnoText()
            Glibc.close(descriptor)
            throw SupportError("listen: \(text)")
        }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        self.descriptor = descriptor
        self.port = UInt16(bigEndian: address.sin_port)
    }

    public func accept() -> Int32? {
        let accepted = Glibc.accept(descriptor, nil, nil)
        guard accepted >= 0 else { return nil }
        closeOnExec(accepted)
        return accepted
    }
}

/// The address of a port of 127.0.0.1 in the shape that calls take.
public func withLoopbackAddress(
    _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
}

import Glibc
import TestSupport

/// A listener whose backlog is full, so that further connections hang in the TCP handshake.
final class FullListener {
    private var descriptors: [Int32] = []

    init(port: UInt16) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        descriptors.append(listener)
        guard withAddress(port, { bind(listener, $0, $1) }) == 0, listen(listener, 0) == 0 else {
            throw SupportError("cannot listen on port \(port)")
        }
        for _ in 0..<4 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            descriptors.append(client)
            _ = withAddress(port) { connect(client, $0, $1) }
        }
    }

    deinit { descriptors.forEach { close($0) } }

    private func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}

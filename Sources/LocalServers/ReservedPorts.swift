import Glibc

/// Ports of 127.0.0.1 kept for servers that are started by other programs: nobody else is given them as long as this
/// lives, and nobody is answered there until such a server listens.
///
/// A socket stays bound to each port without listening. A server that binds with SO_REUSEADDR, as servers do, may listen
/// beside it; another reservation may not, in whichever process.
public final class ReservedPorts: Sendable {
    private let held: [(port: UInt16, descriptor: Int32)]

    /// Takes `count` different ports from below the range that the system gives to clients.
    public init(_ count: Int) throws {
        var held: [(port: UInt16, descriptor: Int32)] = []
        for _ in 0..<1000 where held.count < count {
            let port = UInt16.random(in: 15_000..<32_000)
            if let descriptor = Self.hold(port) { held.append((port, descriptor)) }
        }
        self.held = held
        guard held.count == count else { throw SupportError("no free ports") }
    }

    deinit { held.forEach { Glibc.close($0.descriptor) } }

    public subscript(index: Int) -> UInt16 { held[index].port }

    /// Nil if anybody has the port.
    private static func hold(_ port: UInt16) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        guard withLoopbackAddress(port, { bind(descriptor, $0, $1) }) == 0 else {
            Glibc.close(descriptor)
            return nil
        }
        // Only now: with it the bind above would also have passed beside another reservation.
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
    }
}

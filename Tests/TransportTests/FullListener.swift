import Glibc
import TestSupport

/// A listener whose backlog is full, so that further connections hang in the TCP handshake.
final class FullListener {
    let port: UInt16
    private var descriptors: [Int32] = []

    init() throws {
        let listener = try LoopbackListener(backlog: 0)
        port = listener.port
        descriptors.append(listener.descriptor)
        for _ in 0..<4 {
            let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
            descriptors.append(client)
            _ = withLoopbackAddress(port) { connect(client, $0, $1) }
        }
    }

    deinit { descriptors.forEach { close($0) } }
}

import FlyingSocks
import FoundationEssentials
import Glibc
import LMTP

/// Hands mails to the seller's mail store by LMTP (RFC 2033), one connection for each.
struct LMTPDelivery: Sendable {
    let server: SandboxOptions.LMTPServer
    let pool: any AsyncSocketPool

    /// Returns when the store has taken `mail` for `user`.
    func deliver(_ mail: [UInt8], from sender: String, to user: String) async throws(SandboxError) {
        do {
            let address: sockaddr_in = try .inet(ip4: server.host, port: server.port)
            let socket = try await AsyncSocket.connected(to: address, pool: Pool(pool), timeout: 10)
            defer { try? socket.close() }
            var reader = ReplyReader(socket: socket)
            try await expect(220, &reader)
            for (command, code) in [
                ("LHLO sandbox\r\n", 250), ("MAIL FROM:<\(sender)>\r\n", 250), ("RCPT TO:<\(user)>\r\n", 250),
                ("DATA\r\n", 354),
            ] {
                try await socket.write(Data(command.utf8))
                try await expect(code, &reader)
            }
            try await socket.write(Data(Self.stuffed(mail)))
            try await expect(250, &reader)
            try? await socket.write(Data("QUIT\r\n".utf8))
        } catch let error as SandboxError {
            throw error
        } catch {
            throw SandboxError(.mailNotDelivered, "the mail store is not reached: \(error)")
        }
    }

    private func expect(_ code: Int, _ reader: inout ReplyReader) async throws {
        let reply = try await reader.reply()
        guard reply.code == code else {
            throw SandboxError(.mailNotDelivered, "the mail store answered \(reply.code) \(reply.text)")
        }
    }

    /// `mail` with its dots stuffed, a line end and the final dot.
    private static func stuffed(_ mail: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(mail.count + 64)
        var atLineStart = true
        for byte in mail {
            if atLineStart, byte == UInt8(ascii: ".") { out.append(byte) }
            out.append(byte)
            atLineStart = byte == 0x0A
        }
        if !atLineStart { out += [0x0D, 0x0A] }
        return out + ".\r\n".utf8
    }

    /// Opens the existential pool for a generic parameter.
    private struct Pool: AsyncSocketPool {
        let base: any AsyncSocketPool
        init(_ base: any AsyncSocketPool) { self.base = base }
        func prepare() async throws { try await base.prepare() }
        func run() async throws { try await base.run() }
        func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
            try await base.suspendSocket(socket, untilReadyFor: events)
        }
    }

    private struct ReplyReader {
        let socket: AsyncSocket
        var buffer = LineBuffer()

        init(socket: AsyncSocket) { self.socket = socket }

        /// The next reply, with the text of its last line.
        mutating func reply() async throws -> (code: Int, text: String) {
            while true {
                guard let line = buffer.line(limit: 4096) else {
                    buffer.append(try await socket.read(atMost: 4096))
                    continue
                }
                guard case .complete(let bytes) = line, bytes.count >= 3,
                    let code = Int(String(decoding: bytes.prefix(3), as: UTF8.self))
                else { throw SandboxError(.mailNotDelivered, "the mail store speaks no LMTP") }
                if bytes.count == 3 || bytes[3] != UInt8(ascii: "-") {
                    return (code, String(decoding: bytes.dropFirst(4), as: UTF8.self))
                }
            }
        }
    }
}

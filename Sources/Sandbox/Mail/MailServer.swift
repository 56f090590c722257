import FlyingSocks
import FoundationEssentials
import Glibc

/// The seller's own mail host and the internet behind it: SMTP on 127.0.0.1.
struct MailServer: Sendable {
    let host: SMTPHost
    let exchange: Exchange
    let listener: AsyncSocket

    /// Binds `port` (0: any) at once; ``run()`` then takes connections.
    init(port: UInt16, host: SMTPHost, exchange: Exchange, pool: some AsyncSocketPool) throws(SandboxError) {
        self.host = host
        self.exchange = exchange
        do {
            let socket = try Socket(domain: AF_INET)
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
            try socket.listen()
            listener = try AsyncSocket(socket: socket, pool: pool)
        } catch {
            throw SandboxError(.portTaken, "SMTP port \(port) cannot be bound: \(error)")
        }
    }

    var port: UInt16 {
        if case .ip4(_, let port) = try? listener.socket.sockname() { port } else { 0 }
    }

    /// Serves until cancelled.
    func run() async {
        defer { try? listener.close() }
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                if let socket = try? await listener.accept() {
                    group.addTask { await serve(socket) }
                } else {
                    // A client that left in the queue, or no descriptor free: the next may fare better.
                    try? await Task.sleep(for: .milliseconds(10))
                }
            }
            group.cancelAll()
        }
    }

    private func serve(_ socket: AsyncSocket) async {
        defer { try? socket.close() }
        var session = SMTPSession(host: host)
        // An error here is a peer that went away; its mail was either answered or never ended.
        try? await hold(&session, on: socket)
    }

    private func hold(_ session: inout SMTPSession, on socket: AsyncSocket) async throws {
        while true {
            let outcome: Exchange.MailOutcome
            switch session.next() {
            case .read:
                session.receive(try await socket.read(atMost: 4096))
                continue
            case .send(let bytes):
                try await socket.write(Data(bytes))
                continue
            case .close: return
            case .checkRecipient(let recipient, let mail):
                outcome = await exchange.checkRecipient(recipient, of: mail)
            case .deliver(let mail):
                outcome = await exchange.deliver(mail)
            }
            guard case .reply(let reply) = outcome else { return }
            session.resume(with: reply)
        }
    }
}

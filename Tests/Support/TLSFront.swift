/// TLS in front of a plain server on loopback, by Python's `ssl`: takes TLS connections on a free port and passes their
/// bytes on. A connection reaches the server behind it only after the handshake.
public final class TLSFront: Sendable {
    public let port: UInt16
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    /// False, with one printed line that says why, where Python 3 or openssl is not installed.
    public static var isAvailable: Bool { available }

    private static let available: Bool = {
        let missing = ["python3", "openssl"].filter { find(command: $0) == nil }
        if !missing.isEmpty { print("SKIPPED: tests of TLS need \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }()

    /// Newest TLS version that the server speaks.
    public enum Newest: String, Sendable { case tls11 = "TLSv1_1", tls12 = "TLSv1_2", tls13 = "TLSv1_3" }

    /// With `smtp` it is an SMTP server up to STARTTLS, and the server's own greeting is kept back.
    public init(
        before target: UInt16, _ certificate: SelfSignedCertificate, newest: Newest = .tls13, smtp: Bool = false
    ) async throws {
        directory = try TemporaryDirectory()
        let script = try directory.write(Self.script, to: "front.py")
        let log = "\(directory.path)/log"
        let process = try ChildProcess(
            "python3",
            [
                "-W", "ignore", script, certificate.certificate, certificate.key, String(target), newest.rawValue,
                smtp ? "smtp" : "tls",
            ],
            log: log)
        var port: UInt16?
        try await eventually("the TLS server says its port") {
            if process.hasEnded { throw SupportError("the TLS server ended: \(readText(log))") }
            port = readText(log).split(separator: "\n").first.flatMap { UInt16($0) }
            return port != nil
        }
        self.port = port ?? 0
        self.process = process
    }

    private static let script = """
        import os, socket, ssl, sys, threading

        certificate, key, target, newest, mode = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion[newest]

        def carry(source, sink):
            try:
                while data := source.recv(65536):
                    sink.sendall(data)
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        def line(source):
            text = b""
            while not text.endswith(b"\\n"):
                byte = source.recv(1)
                if not byte:
                    raise OSError
                text += byte
            return text

        def wait_for_starttls(raw):
            raw.sendall(b"220 front\\r\\n")
            while not (command := line(raw)).startswith(b"STARTTLS"):
                raw.sendall(b"250-front\\r\\n250-SIZE 5\\r\\n250 STARTTLS\\r\\n" if command[:4] == b"EHLO" else b"502 no\\r\\n")
            raw.sendall(b"220 go\\r\\n")

        def serve(raw):
            try:
                if mode == "smtp":
                    wait_for_starttls(raw)
                client = context.wrap_socket(raw, server_side=True)
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", int(target)))
            if mode == "smtp":
                line(server)
            back = threading.Thread(target=carry, args=(server, client), daemon=True)
            back.start()
            carry(client, server)
            back.join()
            client.close()
            server.close()

        def end_with_parent():
            sys.stdin.buffer.read()
            os._exit(0)

        listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        threading.Thread(target=end_with_parent, daemon=True).start()
        print(listener.getsockname()[1], flush=True)
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

        """
}

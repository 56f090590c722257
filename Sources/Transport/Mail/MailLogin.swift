import CCurl
import CCurlShims
import Domain
import Synchronization

/// Connects to a mail server and logs in with libcurl, on a thread that ends with the login.
struct MailLogin: Sendable {
    enum Dialect: Sendable { case imap, smtp }

    struct Outcome: Sendable {
        let handle: CurlHandle
        let lines: [String]
    }

    let dialect: Dialect
    let server: MailServer
    let credentials: MailCredentials?
    let timeout: Duration
    /// The name for EHLO; nil takes the host's own.
    var helloName: String?
    /// Keep what the server's certificate says, for ``CurlHandle/certificate``.
    var wantsCertificate = false

    func run() async throws(TransportError) -> Outcome {
        try checkServer()
        let abort = AbortFlag()
        let result: Result<Outcome, TransportError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let started = startThread(named: "mail-login") { continuation.resume(returning: attempt(abort)) }
                if !started {
                    continuation.resume(
                        returning: .failure(TransportError(.unavailable, "no thread left", retry: .later)))
                }
            }
        } onCancel: {
            abort.raise()
        }
        return try result.get()
    }

    private func checkServer() throws(TransportError) {
        guard server.host.utf8.allSatisfy(isHostByte), !server.host.isEmpty, server.port != 0 else {
            throw TransportError(.configuration, "\(server.host):\(server.port) is no host and port", retry: .never)
        }
        if let name = helloName, !name.utf8.allSatisfy({ isHostByte($0) }) {
            throw TransportError(.configuration, "\(name) is no host name", retry: .never)
        }
        guard server.security != .plain || isLoopback(server.host) else {
            throw TransportError(
                .configuration, "a connection without TLS is only allowed to this host itself, not to \(server.host)",
                retry: .never)
        }
    }

    /// Blocks. With a password it prefers SASL PLAIN and LOGIN: left to itself, libcurl would try Kerberos with every
    /// user name that holds an @. Only a server that has neither gets libcurl's own choice.
    private func attempt(_ abort: AbortFlag) -> Result<Outcome, TransportError> {
        let start = ContinuousClock.now
        let first = attempt(mechanisms: mechanisms, abort, within: timeout)
        guard case .password = credentials, !first.mechanismWasTried else { return first.result }
        let left = timeout - (ContinuousClock.now - start)
        guard left > .zero else { return first.result }
        return attempt(mechanisms: nil, abort, within: left).result
    }

    private var mechanisms: String? {
        switch credentials {
        case .password: "AUTH=PLAIN;AUTH=LOGIN"
        case .xoauth2: "AUTH=XOAUTH2"
        case .oauthBearer: "AUTH=OAUTHBEARER"
        case nil: nil
        }
    }

    private func attempt(
        mechanisms: String?, _ abort: AbortFlag, within limit: Duration
    ) -> (result: Result<Outcome, TransportError>, mechanismWasTried: Bool) {
        guard let handle = CurlHandle() else {
            return (.failure(TransportError(.unavailable, "libcurl gave no handle", retry: .later)), true)
        }
        let dialogue = LoginDialogue(dialect)
        configure(handle, mechanisms: mechanisms, limit)
        handle.onHeader(dialogue) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let dialogue = Unmanaged<LoginDialogue>.fromOpaque(context).takeUnretainedValue()
            let taken = dialogue.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return taken ? size * count : 0
        }
        handle.onProgress(abort) { context, _, _, _, _ in
            guard let context else { return 0 }
            return Unmanaged<AbortFlag>.fromOpaque(context).takeUnretainedValue().isRaised ? 1 : 0
        }
        let code = handle.refused ?? curl_easy_perform(handle.raw)
        if code != CURLE_OK {
            var error = dialogue.error(code, handle.explanation(of: code))
            if code == CURLE_LOGIN_DENIED, error.kind == .credentials, !dialogue.sawAuthentication {
                // Nothing was refused, since nothing was shown: that is no strike.
                error.kind = .configuration
                error.detail = "the server offers no way to log in with these credentials" + dialogue.offer
            }
            return (.failure(error), code != CURLE_LOGIN_DENIED || dialogue.sawAuthentication)
        }
        if let error = dialogue.objection(to: server.security, needsLogin: credentials != nil) {
            return (.failure(error), dialogue.sawAuthentication || error.kind != .credentials)
        }
        handle.forgetSecrets()
        handle.readInLargePieces()
        return (.success(Outcome(handle: handle, lines: dialogue.lines)), true)
    }

    private func configure(_ handle: CurlHandle, mechanisms: String?, _ limit: Duration) {
        let scheme = (dialect == .imap ? "imap" : "smtp") + (server.security == .tls ? "s" : "")
        let host = server.host.contains(":") && !server.host.hasPrefix("[") ? "[\(server.host)]" : server.host
        // The path of an SMTP address is the name for EHLO.
        handle.set(CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(helloName ?? "")")
        handle.set(CURLOPT_PROTOCOLS_STR, scheme)
        handle.set(CURLOPT_CONNECT_ONLY, 1)
        let demand = server.security == .plain ? CURLUSESSL_NONE : CURLUSESSL_ALL
        handle.set(CURLOPT_USE_SSL, Int(demand.rawValue))
        if server.security != .plain { handle.trustShared(only: server.caFile) }
        handle.set(CURLOPT_TIMEOUT_MS, limit)
        handle.set(CURLOPT_CONNECTTIMEOUT_MS, limit)
        handle.set(CURLOPT_TCP_KEEPALIVE, 1)
        handle.set(CURLOPT_TCP_KEEPIDLE, 60)
        handle.set(CURLOPT_TCP_KEEPINTVL, 30)
        if wantsCertificate { handle.set(CURLOPT_CERTINFO, 1) }
        if let mechanisms { handle.set(CURLOPT_LOGIN_OPTIONS, mechanisms) }
        if let credentials { handle.set(CURLOPT_USERNAME, credentials.user) }
        switch credentials {
        case .password(_, let password): handle.set(CURLOPT_PASSWORD, password.reveal())
        case .xoauth2(_, let token), .oauthBearer(_, let token):
            handle.set(CURLOPT_XOAUTH2_BEARER, token.reveal())
        case nil: break
        }
    }
}

/// Letters, digits and what names and addresses of hosts are written with: nothing that ends or splits an address.
private func isHostByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || ".-:[]_".utf8.contains(byte)
}

/// Set by the task that no longer wants the login, read by libcurl's progress callback.
private final class AbortFlag: Sendable {
    private let flag = Atomic(false)

    var isRaised: Bool { flag.load(ordering: .relaxed) }
    func raise() { flag.store(true, ordering: .relaxed) }
}

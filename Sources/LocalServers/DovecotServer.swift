import Glibc

/// A private Dovecot on loopback: IMAP (plain and STARTTLS), IMAPS and LMTP, with own certificate, users and Maildir.
///
/// It is stopped and its directory removed when the last reference goes, and also when the test process dies. It writes
/// without fsync: do not measure its speed.
public final class DovecotServer: LocalMailServer {
    public let imapPort: UInt16
    public let imapsPort: UInt16
    public let lmtpPort: UInt16
    /// With STARTTLS and login; 0 if the server was started without a mail server to hand mails on to.
    public let submissionPort: UInt16
    public let caFile: String
    public let directory: String
    private let supervisor: ChildProcess
    private let ports: [ReservedPorts]

    /// False, with one printed line that says why, where a part that it needs is not installed.
    public static var isAvailable: Bool { available }

    private static let available: Bool = {
        let missing =
            ["dovecot", "openssl"].filter { find(command: $0) == nil }
            + ["imap", "lmtp"].filter { access("/usr/lib/dovecot/\($0)", X_OK) != 0 }.map { "dovecot's \($0)" }
        if !missing.isEmpty {
            print(
                "SKIPPED: tests against a real IMAP server need \(missing.joined(separator: ", "))",
                "(Debian: apt-get install dovecot-imapd dovecot-lmtpd openssl)")
        }
        return missing.isEmpty
    }()

    /// Starts a server and waits until it greets.
    ///
    /// `users` maps name to password. `capability` replaces what the server advertises after login; `layout` says how it
    /// names folders; `oauthSecret` adds
    /// XOAUTH2 and OAUTHBEARER with HS256 tokens signed with it (claims `sub`, `iat`, `exp`); `sessions` is how many
    /// IMAP sessions it serves at one time; `relayPort` adds a submission server that hands mails on to
    /// this port; `lmtp` is the port for LMTP, where the caller had to know it before; `quota` is how many
    /// kilobytes a mailbox, and a mail, may have.
    public static func start(
        users: [String: String] = ["mailbridge": "secret", "agent": "secret"], capability: String? = nil,
        layout: DovecotLayout = .plain, oauthSecret: String? = nil, sessions: Int = 200, relayPort: UInt16? = nil,
        lmtp: ReservedPorts? = nil, quota: (mailbox: Int, mail: Int)? = nil
    ) async throws -> DovecotServer {
        guard isAvailable else { throw SupportError("Dovecot is not installed") }
        var fault: any Error = SupportError("never tried")
        // A port that is ours may still be asked for by a program that reserves none.
        for _ in 0..<5 {
            do {
                let server = try DovecotServer(
                    users: users, capability: capability, layout: layout, oauthSecret: oauthSecret,
                    sessions: sessions, relayPort: relayPort, lmtp: try lmtp ?? ReservedPorts(1), quota: quota)
                try await server.waitUntilReady()
                return server
            } catch {
                fault = error
            }
        }
        throw fault
    }

    private init(
        users: [String: String], capability: String?, layout: DovecotLayout, oauthSecret: String?, sessions: Int,
        relayPort: UInt16?, lmtp: ReservedPorts, quota: (mailbox: Int, mail: Int)?
    ) throws {
        let ports = try ReservedPorts(3)
        self.ports = [ports, lmtp]
        submissionPort = relayPort == nil ? 0 : ports[2]
        (imapPort, imapsPort, lmtpPort) = (ports[0], ports[1], lmtp[0])
        let place = try TemporaryDirectory()
        directory = place.path
        for name in ["run", "state", "mail"] { mkdir("\(directory)/\(name)", 0o755) }
        chown("\(directory)/mail", DovecotSettings.mailOwner.uid, DovecotSettings.mailOwner.gid)
        caFile = try SelfSignedCertificate(in: directory).certificate
        try place.write(users.map { "\($0.key):{PLAIN}\($0.value)::::::\n" }.joined(), to: "users")
        let settings = DovecotSettings(
            directory: directory, imapPort: imapPort, imapsPort: imapsPort, lmtpPort: lmtpPort, capability: capability,
            layout: layout, oauthSecret: oauthSecret, quota: quota, sessions: sessions,
            submission: relayPort.map { (port: ports[2], relayPort: $0) })
        if let oauthSecret {
            for name in ["keys", "keys/default", "keys/default/HS256"] { mkdir("\(directory)/\(name)", 0o755) }
            try place.write(base64(oauthSecret), to: "keys/default/HS256/default")
            try place.write(settings.tokenSettings, to: "tokens.conf")
        }
        try place.write(settings.text, to: "dovecot.conf")
        // The shell outlives the test process, by one read, so that it can clean up behind it. Dovecot's sessions may
        // write for a moment after the end of their master.
        let script = """
            dovecot=$1 directory=$2
            start() { "$dovecot" -F -c "$directory/dovecot.conf" </dev/null & echo $! > "$directory/pid"; }
            crash() { kill -9 $! $(cat "/proc/$!/task/$!/children"); wait $!; rm -f "$directory/pid"; }
            start
            while read -r word; do "$word"; done
            kill $! 2>/dev/null
            wait $!
            for _ in 1 2 3 4 5; do rm -rf "$directory" && break; sleep 0.2; done
            """
        supervisor = try ChildProcess(
            "sh", ["-c", script, "sh", find(command: "dovecot") ?? "dovecot", directory],
            log: "\(directory)/console.log")
        // From here on the supervisor removes the directory.
        place.keep()
    }

    private func waitUntilReady() async throws {
        try await eventually("Dovecot greets") {
            if let pid = pid_t(readText("\(directory)/pid").trimmingNewline), ChildProcess.hasEnded(pid) {
                throw SupportError("Dovecot ended:\n\(log)")
            }
            guard let socket = try? LoopbackSocket(port: imapPort) else { return false }
            defer { socket.close() }
            // A connection may come before its process can; then it is reset.
            guard let greeting = try? socket.receiveLine() else { return false }
            return greeting.hasPrefix("* OK")
        }
    }

    /// Ends the server and all its connections at once; its mails, certificate and ports stay for ``startAgain()``.
    public func crash() async throws {
        try supervisor.tell("crash")
        try await eventually("Dovecot is gone") {
            guard readText("\(directory)/pid").isEmpty else { return false }
            guard let socket = try? LoopbackSocket(port: imapPort) else { return true }
            socket.close()
            return false
        }
    }

    /// Starts a crashed server on the same ports and waits until it greets.
    public func startAgain() async throws {
        try supervisor.tell("start")
        try await waitUntilReady()
    }

    /// Puts a mail into a user's inbox, or a folder of an ASCII name, as a mail server beside does, whether this one runs or
    /// not. The folder must have been opened before.
    public func store(_ mail: [UInt8], for user: String, in folder: String? = nil) throws {
        let inbox = "\(directory)/mail/\(user)/Maildir\(folder.map { "/.\($0)" } ?? "")"
        let name = "\(time(nil)).\(UInt64.random(in: 0...UInt64.max)).local"
        let file = "\(inbox)/tmp/\(name)"
        guard let stream = fopen(file, "w") else { throw SupportError("\(file): \(errnoText())") }
        let count = fwrite(mail, 1, mail.count, stream)
        guard fclose(stream) == 0, count == mail.count else { throw SupportError("\(file): \(errnoText())") }
        chown(file, DovecotSettings.mailOwner.uid, DovecotSettings.mailOwner.gid)
        // From here on the server may see it.
        guard rename(file, "\(inbox)/new/\(name)") == 0 else { throw SupportError("\(file): \(errnoText())") }
    }

    /// Runs a command of Dovecot's own administration on this server.
    public func administer(_ arguments: [String]) async throws {
        let arguments = ["-c", "\(directory)/dovecot.conf"] + arguments
        let log = "\(directory)/administration.log"
        guard try await offPool({ try run("doveadm", arguments, log: log) }) == 0 else {
            throw SupportError("doveadm: \(readText(log))")
        }
    }

    /// What the server wrote to its console and its log so far.
    public var log: String { readText("\(directory)/console.log") + readText("\(directory)/dovecot.log") }
}

private func base64(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bytes = Array(text.utf8)
    var result = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 {
            result.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 63] : "=")
        }
    }
    return result
}

extension String {
    fileprivate var trimmingNewline: Substring { self[..<(firstIndex(of: "\n") ?? endIndex)] }
}

import Glibc

/// A private Cyrus IMAP server on loopback: IMAP (plain and STARTTLS), IMAPS and LMTP, with own certificate and users.
///
/// It is stopped and its directory removed when the last reference goes, and also when the test process dies. A user's
/// folders come into being with the first login or delivery. Its log goes to the system's log and nowhere else.
public final class CyrusServer: LocalMailServer {
    public let imapPort: UInt16
    public let imapsPort: UInt16
    public let lmtpPort: UInt16
    public let caFile: String
    public let directory: String
    private let supervisor: ChildProcess
    private let ports: ReservedPorts

    /// False, with one printed line that says why, where it is not installed.
    public static var isAvailable: Bool { available }

    /// Debian lets only one IMAP server be installed; `make deps` unpacks this one here, where nothing starts it.
    private static let prefixes = ["", "/usr/local/lib/mailbridge-tests"]

    private static let prefix = prefixes.first { prefix in
        ["lib/cyrus/bin/master", "lib/cyrus/bin/imapd", "lib/cyrus/bin/lmtpd", "sbin/saslpasswd2"]
            .allSatisfy { access("\(prefix)/usr/\($0)", X_OK) == 0 }
    }

    private static let available: Bool = {
        let isThere = prefix != nil && find(command: "openssl") != nil
        if !isThere { print("SKIPPED: tests against Cyrus need its server and openssl (Debian: make deps)") }
        return isThere
    }()

    /// Starts a server and waits until it greets.
    ///
    /// `users` maps name to password; `without` names capabilities that the server shall not have.
    public static func start(
        users: [String: String] = ["mailbridge": "secret"], without: [String] = []
    ) async throws -> CyrusServer {
        guard isAvailable, let prefix else { throw SupportError("Cyrus is not installed") }
        var fault: any Error = SupportError("never tried")
        // A port that is ours may still be asked for by a program that reserves none.
        for _ in 0..<3 {
            do {
                let server = try await offPool { try CyrusServer(prefix: prefix, users: users, without: without) }
                try await server.waitUntilReady()
                return server
            } catch {
                fault = error
            }
        }
        throw fault
    }

    private init(prefix: String, users: [String: String], without: [String]) throws {
        ports = try ReservedPorts(3)
        (imapPort, imapsPort, lmtpPort) = (ports[0], ports[1], ports[2])
        let place = try TemporaryDirectory()
        directory = place.path
        let settings = CyrusSettings(
            directory: directory, prefix: prefix, imapPort: imapPort, imapsPort: imapsPort, lmtpPort: lmtpPort,
            without: without)
        for name in CyrusSettings.directories { mkdir("\(directory)/\(name)", 0o755) }
        let certificate = try SelfSignedCertificate(in: directory)
        caFile = certificate.certificate
        try place.write(settings.text, to: "imapd.conf")
        try place.write(settings.services, to: "cyrus.conf")
        try place.write(users.map { "\($0.key) \($0.value)\n" }.joined(), to: "users")
        let owner = CyrusSettings.account
        let preparation = """
            prefix=$1 directory=$2
            export LD_LIBRARY_PATH="$(echo "$prefix"/usr/lib/*-linux-gnu)"
            while read -r user password; do
                printf %s "$password" | "$prefix/usr/sbin/saslpasswd2" -p -c -f "$directory/conf/sasldb" -u localhost "$user" || exit 1
            done < "$directory/users"
            if [ "$(id -u)" = 0 ]; then chown -R \(owner.uid):\(owner.gid) "$directory"; fi
            """
        let log = "\(directory)/console.log"
        guard try run("sh", ["-c", preparation, "sh", prefix, directory], log: log) == 0 else {
            throw SupportError("Cyrus could not be set up:\n\(readText(log))")
        }
        // The shell outlives the test process, by one read, so that it can clean up behind it.
        let script = """
            prefix=$1 directory=$2
            export LD_LIBRARY_PATH="$(echo "$prefix"/usr/lib/*-linux-gnu)"
            "$prefix/usr/lib/cyrus/bin/master" -C "$directory/imapd.conf" -M "$directory/cyrus.conf" \
                -p "$directory/run/master.pid" </dev/null &
            echo $! > "$directory/pid"
            while read -r _; do :; done
            kill $! 2>/dev/null
            wait $!
            for _ in 1 2 3 4 5; do rm -rf "$directory" && break; sleep 0.2; done
            """
        supervisor = try ChildProcess("sh", ["-c", script, "sh", prefix, directory], log: log)
        // From here on the supervisor removes the directory.
        place.keep()
    }

    private func waitUntilReady() async throws {
        for port in [imapPort, lmtpPort] {
            try await eventually("Cyrus greets", within: .seconds(10)) {
                let pid = pid_t(readText("\(directory)/pid").prefix { $0.isNumber })
                if let pid, ChildProcess.hasEnded(pid) {
                    throw SupportError(
                        "Cyrus ended; the system's log says why\n\(readText("\(directory)/console.log"))")
                }
                guard let socket = try? LoopbackSocket(port: port) else { return false }
                defer { socket.close() }
                guard let greeting = try? socket.receiveLine() else { return false }
                return greeting.hasPrefix("* OK") || greeting.hasPrefix("220")
            }
        }
    }
}

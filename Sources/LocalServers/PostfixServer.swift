import Glibc

/// A private Postfix on loopback: takes mail for its domain over SMTP from this machine, and hands it over as told.
///
/// It is stopped and its directory removed when the last reference goes, and also when the test process dies.
public final class PostfixServer: Sendable {
    /// What it does with the mails of its domain.
    public enum Delivery: Sendable {
        /// LMTP at this Unix socket.
        case lmtp(path: String)
        /// A command that reads the mail, run as this user.
        case pipe(command: [String], user: String)
    }

    public let smtpPort: UInt16
    public let directory: String
    private let supervisor: ChildProcess
    private let ports: ReservedPorts

    /// Whose processes speak LMTP: a socket has to be open to this group.
    public static var group: String { PostfixSettings.accounts?.ownerGroup ?? "" }

    /// False, with one printed line that says why, where it cannot be started.
    public static var isAvailable: Bool { available }

    /// It is unpacked, and not installed, so that it puts no other mail server away and nothing starts it.
    private static let prefixes = ["", "/usr/local/lib/mailbridge-tests"]

    private static let prefix = prefixes.first { prefix in
        ["master", "smtpd", "lmtp", "pipe"].allSatisfy { access("\(prefix)/usr/lib/postfix/sbin/\($0)", X_OK) == 0 }
    }

    private static let available: Bool = {
        var missing: [String] = []
        if prefix == nil { missing.append("its programs (Debian: make deps)") }
        if geteuid() != 0 { missing.append("root, as whom its master runs") }
        if PostfixSettings.accounts == nil { missing.append("an account for it (postfix or dovecot)") }
        if !missing.isEmpty { print("SKIPPED: tests against Postfix need \(missing.joined(separator: ", "))") }
        return missing.isEmpty
    }()

    /// Starts a server for the mails of `domain` and waits until it greets.
    public static func start(domain: String, delivery: Delivery) async throws -> PostfixServer {
        guard isAvailable, let prefix, let accounts = PostfixSettings.accounts else {
            throw SupportError("Postfix is not installed")
        }
        var fault: any Error = SupportError("never tried")
        // A port that is ours may still be asked for by a program that reserves none.
        for _ in 0..<3 {
            do {
                let server = try PostfixServer(
                    prefix: prefix, accounts: accounts, domain: domain, delivery: delivery)
                try await server.waitUntilReady()
                return server
            } catch {
                fault = error
            }
        }
        throw fault
    }

    private init(
        prefix: String, accounts: PostfixSettings.Accounts, domain: String, delivery: Delivery
    ) throws {
        ports = try ReservedPorts(1)
        smtpPort = ports[0]
        let place = try TemporaryDirectory()
        directory = place.path
        let settings = PostfixSettings(
            directory: directory, prefix: prefix, accounts: accounts, smtpPort: smtpPort, domain: domain,
            delivery: delivery)
        for (name, mode) in PostfixSettings.directories {
            mkdir("\(directory)/\(name)", mode)
            chmod("\(directory)/\(name)", mode)
            if mode != 0o755 { chown("\(directory)/\(name)", accounts.owner, accounts.dropGroup) }
        }
        try place.write(settings.main, to: "etc/main.cf")
        try place.write(settings.master, to: "etc/master.cf")
        // The shell outlives the test process, by one read, so that it can clean up behind it.
        let script = """
            prefix=$1 directory=$2
            export LD_LIBRARY_PATH="$prefix/usr/lib/postfix"
            "$prefix/usr/lib/postfix/sbin/master" -c "$directory/etc" -d </dev/null &
            echo $! > "$directory/pid"
            while read -r _; do :; done
            kill $! 2>/dev/null
            wait $!
            for _ in 1 2 3 4 5; do rm -rf "$directory" && break; sleep 0.2; done
            """
        supervisor = try ChildProcess(
            "sh", ["-c", script, "sh", prefix, directory], log: "\(directory)/console.log")
        // From here on the supervisor removes the directory.
        place.keep()
    }

    private func waitUntilReady() async throws {
        try await eventually("Postfix greets", within: .seconds(20)) {
            let pid = pid_t(readText("\(directory)/pid").prefix { $0.isNumber })
            if let pid, ChildProcess.hasEnded(pid) { throw SupportError("Postfix ended:\n\(log)") }
            guard let socket = try? LoopbackSocket(port: smtpPort) else { return false }
            defer { socket.close() }
            guard let greeting = try? socket.receiveLine() else { return false }
            return greeting.hasPrefix("220")
        }
    }

    /// What it wrote so far.
    public var log: String { readText("\(directory)/console.log") + readText("\(directory)/log") }

    /// What its log says of deliveries, in order: `sent`, `deferred`, `bounced`, with the reason.
    public var deliveries: [Substring] {
        log.split(separator: "\n").compactMap { line in
            line.firstRange(of: "status=").map { line[$0.upperBound...] }
        }
    }
}

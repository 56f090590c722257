import Glibc

/// An agent's mail client in a terminal: neomutt, which opens a folder over IMAPS, presses Reply on its newest mail, writes,
/// and sends over submission with STARTTLS.
public struct NeomuttClient: Sendable {
    /// Where the answer stands.
    public enum Shape: Sendable, Hashable {
        /// Above the quoted mail, as most clients do it.
        case top
        case bottom
        /// Below the first quoted line that holds these words.
        case below(String)
    }

    let server: DovecotServer
    /// Who reads the folder, and who writes; both with this password.
    let reader: String
    let writer: String
    let password: String
    /// Everything that it writes lies here.
    let directory: TemporaryDirectory

    public static var isInstalled: Bool { find(command: "neomutt") != nil && find(command: "script") != nil }

    public init(
        _ server: DovecotServer, reader: String, writer: String, password: String, in directory: TemporaryDirectory
    ) {
        self.server = server
        self.reader = reader
        self.writer = writer
        self.password = password
        self.directory = directory
    }

    /// Answers the newest mail of `folder`; returns when the client has quit.
    ///
    /// - Parameters:
    ///   - files: paths of what is attached
    ///   - number: of this answer; names its files
    public func answer(
        _ text: String, _ shape: Shape = .top, attaching files: [String] = [], in folder: String, number: Int
    ) async throws {
        let name = "\(directory.path)/agent-\(number)"
        let editor = try directory.write(Self.editor(shape, name), to: "agent-\(number).sh")
        chmod(editor, 0o700)
        try directory.write(text + "\n", to: "agent-\(number).txt")
        if case .below(let words) = shape { try directory.write(words, to: "agent-\(number).words") }
        let settings = try directory.write(
            muttrc(folder: folder, editor: editor, files: files), to: "agent-\(number).rc")
        chmod(settings, 0o600)
        // A mail client wants a terminal; script(1) gives it one.
        let client = try ChildProcess(
            "script", ["-qec", "TERM=xterm neomutt -n -F '\(settings)'", "/dev/null"], log: "\(name).log")
        try await eventually("the mail client sends and quits") { client.hasEnded }
    }

    /// What stands in for a person at the keyboard: it gets the file with the quoted mail.
    private static func editor(_ shape: Shape, _ name: String) -> String {
        let write =
            switch shape {
            case .top: "{ cat '\(name).txt'; echo; cat \"$1\"; }"
            case .bottom: "{ cat \"$1\"; echo; cat '\(name).txt'; }"
            case .below:
                """
                awk -v words="$(cat '\(name).words')" -v file='\(name).txt' '
                    { print }
                    !done && index($0, words) {
                        print ""; while ((getline line < file) > 0) print line; print ""; done = 1
                    }' "$1"
                """
            }
        return "#!/bin/sh\n\(write) > '\(name).new' && cat '\(name).new' > \"$1\"\n"
    }

    private func muttrc(folder: String, editor: String, files: [String]) -> String {
        let imap = "imaps://localhost:\(server.imapsPort)/"
        let attach = files.map { "<attach-file>\($0)<enter>" }.joined()
        return """
            set realname = "Anna Beispiel"
            set from = "\(writer)"
            set use_from = yes
            set imap_user = "\(reader)"
            set imap_pass = "\(password)"
            set folder = "\(imap)"
            set spoolfile = "\(imap)\(folder)"
            set ssl_verify_dates = yes
            set ssl_ca_certificates_file = "\(server.caFile)"
            set certificate_file = "\(server.caFile)"
            set ssl_starttls = yes
            set ssl_force_tls = yes
            set smtp_url = "smtp://\(writer.replacing("@", with: "%40"))@localhost:\(server.submissionPort)/"
            set smtp_pass = "\(password)"
            set editor = "\(editor)"
            set include = yes
            set fast_reply = yes
            set abort_unmodified = no
            set record = ""
            set copy = no
            set sort = mailbox-order
            set sleep_time = 0
            set wait_key = no
            set quit = yes
            set delete = no
            set move = no
            set header_cache = ""
            set tmpdir = "\(directory.path)"
            push "<last-entry><reply>\(attach)<send-message><quit>"

            """
    }
}

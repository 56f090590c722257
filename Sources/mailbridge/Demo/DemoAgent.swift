import Glibc
import LocalServers

/// The support agent's mail client: neomutt, which opens the ticket folder over IMAPS, presses Reply on the newest mail,
/// writes, and sends over submission with STARTTLS.
struct DemoAgent {
    let place: DemoPlace

    static var isInstalled: Bool { find(command: "neomutt") != nil && find(command: "script") != nil }

    /// Answers the newest mail of `folder`; returns when the client has quit.
    func answer(_ text: String, in folder: String, number: Int) async throws {
        let name = "\(place.directory.path)/agent-\(number)"
        let editor = try place.directory.write(
            """
            #!/bin/sh
            # Top posting, as most clients do it: the answer above the quoted mail.
            { cat '\(name).txt'; echo; cat "$1"; } > '\(name).new' && cat '\(name).new' > "$1"
            """, to: "agent-\(number).sh")
        chmod(editor, 0o700)
        try place.directory.write(text + "\n", to: "agent-\(number).txt")
        let settings = try place.directory.write(muttrc(folder: folder, editor: editor), to: "agent-\(number).rc")
        chmod(settings, 0o600)
        // A mail client wants a terminal; script(1) gives it one.
        let client = try ChildProcess(
            "script", ["-qec", "TERM=xterm neomutt -n -F '\(settings)'", "/dev/null"], log: "\(name).log")
        try await eventually("the mail client sends and quits") { client.hasEnded }
    }

    private func muttrc(folder: String, editor: String) -> String {
        let server = "imaps://localhost:\(place.dovecot.imapsPort)/"
        return """
            set realname = "Anna Beispiel"
            set from = "\(DemoPlace.agent)"
            set use_from = yes
            set imap_user = "\(DemoPlace.service)"
            set imap_pass = "\(place.password)"
            set folder = "\(server)"
            set spoolfile = "\(server)\(folder)"
            set ssl_verify_dates = yes
            set ssl_ca_certificates_file = "\(place.dovecot.caFile)"
            set certificate_file = "\(place.dovecot.caFile)"
            set ssl_starttls = yes
            set ssl_force_tls = yes
            set smtp_url = "smtp://\(DemoPlace.agent.replacing("@", with: "%40"))@localhost:\(place.dovecot.submissionPort)/"
            set smtp_pass = "\(place.password)"
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
            set tmpdir = "\(place.directory.path)"
            push "<last-entry><reply><send-message><quit>"

            """
    }
}

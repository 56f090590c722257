import Domain
import Glibc
import LocalServers
import Sandbox

/// What a person needs to set the service up against the stand-ins by hand: a mailbox, and the answers for `init`.
struct TryOut {
    let place: DemoPlace
    /// Absolute path.
    let directory: String

    var answersFile: String { "\(directory)/answers.toml" }

    /// Writes answers, secrets and certificate; the directory is made if it is missing.
    func write() async throws(OutputError) {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else { throw OutputError(fault: directory) }
        for (name, value) in DemoConfiguration.secrets(password: place.password) {
            try put("\(value)\n", to: name, 0o600)
        }
        try put(readText(place.dovecot.caFile), to: "ca.pem", 0o644)
        try put(await answers, to: "answers.toml", 0o644)
    }

    /// The certificate is no secret, and the service has to read it as another user.
    private func put(_ text: String, to name: String, _ mode: mode_t) throws(OutputError) {
        let path = "\(directory)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0, fchmod(descriptor, mode) == 0 else { throw OutputError(fault: path) }
        defer { close(descriptor) }
        try mailbridge.write(Array(text.utf8), to: descriptor, named: path)
    }

    private var answers: String {
        get async {
            let mirakl = await place.sandbox.miraklURL
            let kaufland = await place.sandbox.settings(of: .kaufland)
            let clientKey = kaufland.first { $0.key == "client_key" }?.value ?? ""
            let kauflandURL = await place.sandbox.kauflandURL
            return """
                # Made by mailbridge sandbox. Use: mailbridge init --answers \(answersFile) --config FILE

                [mailbox]
                address = "\(DemoPlace.service)"
                host = "localhost:\(place.dovecot.imapsPort)"
                password = { file = "\(directory)/mailbox.secret" }
                ca_file = "\(directory)/ca.pem"
                authserv_id = "\(DemoPlace.authservID)"

                [submission]
                host = "smtp://localhost:\(place.dovecot.submissionPort)"

                [[marketplace]]
                connector = "mirakl"
                name = "conrad"
                url = "\(mirakl)"
                api_key = { file = "\(directory)/mirakl.secret" }

                [[marketplace]]
                connector = "kaufland"
                name = "kaufland"
                url = "\(kauflandURL)"
                client_key = "\(clientKey)"
                secret_key = { file = "\(directory)/kaufland.secret" }

                [[agent]]
                address = "\(DemoPlace.agent)"

                """
        }
    }

    var text: String {
        """

        A mail server runs for it, on localhost:
          IMAP        port \(place.dovecot.imapsPort), TLS
          SMTP        port \(place.dovecot.submissionPort), STARTTLS
          mailbox     \(DemoPlace.service), password \(place.password)
          agent       \(DemoPlace.agent), password \(place.password)
          certificate \(directory)/ca.pem
        Set the service up for it:
          mailbridge init --answers \(answersFile) --config \(directory)/config.toml --store \(directory)/mailbridge.db
        """
    }
}

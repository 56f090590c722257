import ArgumentParser
import Configuration
import Domain

/// Answers on the command line; a file of answers has room for more.
struct InitAnswers: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Answers in TOML: [mailbox], [submission], [[marketplace]] and [[agent]] as in a configuration; asks nothing.",
            valueName: "file"))
    var answers: String?
    @Option(help: ArgumentHelp("Of the bridge's own texts: de, en, nl, fr, pl.", valueName: "language"))
    var language: String?
    @Option(help: ArgumentHelp("Of the mailbox.", valueName: "address")) var mailboxAddress: String?
    @Option(help: ArgumentHelp("IMAP server: host, host:port, imaps://… or imap://…", valueName: "host"))
    var mailboxHost: String?
    @Option(help: ArgumentHelp("Default: the address.", valueName: "name")) var mailboxUser: String?
    @Option(help: ArgumentHelp("File with the mailbox's password.", valueName: "file")) var passwordFile: String?
    @Option(help: ArgumentHelp("Where notifications and replies arrive.", valueName: "folder")) var folder: String?
    @Option(help: ArgumentHelp("First word of its Authentication-Results fields, or none.", valueName: "id"))
    var authservID: String?
    @Option(help: ArgumentHelp("Certificates to trust for both mail servers.", valueName: "file")) var caFile: String?
    @Option(help: ArgumentHelp("SMTP server as above, or none.", valueName: "host")) var submissionHost: String?
    @Option(help: ArgumentHelp("Default: the mailbox's.", valueName: "name")) var submissionUser: String?
    @Option(help: ArgumentHelp("Default: the mailbox's.", valueName: "file")) var submissionPasswordFile: String?
    @Option(help: ArgumentHelp("Kind of the marketplace.", valueName: "connector")) var marketplace: String?
    @Option(help: ArgumentHelp("A key of the marketplace's section; may be repeated.", valueName: "key=value"))
    var set: [String] = []
    @Option(help: ArgumentHelp("A secret of the marketplace, by its file; may be repeated.", valueName: "key=file"))
    var secret: [String] = []
    @Option(help: ArgumentHelp("An agent; may be repeated.", valueName: "address")) var agent: [String] = []

    /// The file's answers, with those of the command line in their place.
    func collected() throws -> SetUpGiven {
        var given = SetUpGiven()
        if let answers {
            given = try SetUpGiven(
                ConfigurationFile.Source(file: answers, bytes: try readFile(answers, limit: 1 << 20)))
        }
        for (key, value, option) in texts { if let value { given.set(key, .text(value), by: option) } }
        for (key, file, option) in files { if let file { given.set(key, .secret(.file(file)), by: option) } }
        for pair in set {
            let (key, value) = try Self.split(pair, "--set", "key=value")
            given.set(SetUpKey(.marketplace(0), key), .text(value), by: "--set")
        }
        for pair in secret {
            let (key, file) = try Self.split(pair, "--secret", "key=file")
            given.set(SetUpKey(.marketplace(0), key), .secret(.file(file)), by: "--secret")
        }
        for (index, address) in agent.enumerated() {
            given.set(SetUpKey(.agent(index), "address"), .text(address), by: "--agent")
        }
        return given
    }

    private var texts: [(SetUpKey, String?, String)] {
        [
            (SetUpKey(.bridge, "language"), language, "--language"),
            (SetUpKey(.mailbox, "address"), mailboxAddress, "--mailbox-address"),
            (SetUpKey(.mailbox, "host"), mailboxHost, "--mailbox-host"),
            (SetUpKey(.mailbox, "user"), mailboxUser, "--mailbox-user"),
            (SetUpKey(.mailbox, "folder"), folder, "--folder"),
            (SetUpKey(.mailbox, "authserv_id"), authservID, "--authserv-id"),
            (SetUpKey(.mailbox, "ca_file"), caFile.map(absolutePath), "--ca-file"),
            (SetUpKey(.submission, "host"), submissionHost, "--submission-host"),
            (SetUpKey(.submission, "user"), submissionUser, "--submission-user"),
            (SetUpKey(.marketplace(0), "connector"), marketplace, "--marketplace"),
        ]
    }

    private var files: [(SetUpKey, String?, String)] {
        [
            (SetUpKey(.mailbox, "password"), passwordFile, "--password-file"),
            (SetUpKey(.submission, "password"), submissionPasswordFile, "--submission-password-file"),
        ]
    }

    private static func split(_ pair: String, _ option: String, _ form: String) throws -> (String, String) {
        guard let equals = pair.firstIndex(of: "="), equals != pair.startIndex else {
            throw ValidationError("\(option) wants \(form)")
        }
        return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
    }
}

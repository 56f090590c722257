import ArgumentParser
import Configuration

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Set up a first configuration: asks, tries each answer, writes the files.",
        discussion: """
            Asks for the mailbox, the submission server, marketplaces and agents, tries each as doctor does, and writes the \
            configuration with a file for each secret. Every marketplace begins in shadow mode, in which nothing is posted. \
            What is given by option or --answers is not asked. Files that exist are replaced only by consent. Secrets are \
            typed unseen, or named by the file that they lie in; never a secret itself on the command line.
            """)

    @OptionGroup var config: ConfigurationOption
    @OptionGroup(title: "Answers") var given: InitAnswers
    @Option(help: ArgumentHelp("The database; default: that of [store].", valueName: "file"))
    var store: String?
    @Option(
        help: ArgumentHelp(
            "For one of several sellers: /etc/mailbridge/sellers/NAME, for the service mailbridge@NAME.",
            valueName: "name"))
    var seller: String?
    @ArgumentParser.Flag(help: "Ask nothing: take what is given, and the suggestions for the rest.") var batch = false
    @ArgumentParser.Flag(help: "Write without trying any connection.") var noTest = false
    @ArgumentParser.Flag(help: "Replace files that exist; the configuration is kept as .old.") var force = false
    @ArgumentParser.Flag(help: "Ask nothing, and print one JSON object a line.") var json = false

    func run() async throws {
        try await reportingErrors {
            let asks = !batch && !json && given.answers == nil
            let place = place
            let console = SetUpConsole(asks: asks, isJSON: json)
            if SetUpFiles.exists(place.configuration), !force {
                guard asks,
                    try console.confirm("\(place.configuration) exists. Replace it? The old one is kept as .old")
                else {
                    complain("\(place.configuration) exists; move it away, or say --force to replace it")
                    throw ExitStatus.cannotCreate
                }
            }
            var conversation = SetUpConversation(
                console: console, given: try given.collected(), place: place, isTested: !noTest)
            let plan = try await conversation.run()
            let files = SetUpFiles(plan, owner: SetUpOwner.ofService(in: place))
            let clashes = files.clashingSecrets
            if !clashes.isEmpty, !force {
                guard asks,
                    try console.confirm("\(clashes.joined(separator: ", ")): another secret lies there. Replace it?")
                else {
                    complain("\(clashes.joined(separator: ", ")): another secret lies there; say --force to replace it")
                    throw ExitStatus.cannotCreate
                }
            }
            for written in try files.write() { try console.tell(written) }
            if !json { say(SetUpNextSteps(plan: plan, isInstalled: files.owner != nil).text) }
        }
    }

    func validate() throws {
        guard let seller else { return }
        let isPlain = seller.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F
        }
        guard isPlain, (1...64).contains(seller.utf8.count) else {
            throw ValidationError("--seller: a name of letters, digits and \"_\"")
        }
    }

    private var place: SetUpPlan.Place {
        if let seller {
            let directory = "/etc/mailbridge/sellers/\(seller)"
            return SetUpPlan.Place(
                configuration: "\(directory)/config.toml", secrets: "\(directory)/secrets",
                store: store.map(absolutePath) ?? "/var/lib/mailbridge/sellers/\(seller)/mailbridge.db")
        }
        let file = absolutePath(config.config)
        let directory = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? ""
        return SetUpPlan.Place(
            configuration: file, secrets: "\(directory)/secrets", store: store.map(absolutePath))
    }
}

import ArgumentParser
import Configuration
import Domain
import Marketplaces
import MIME

struct MessageClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "What the bridge would take from a marketplace's mail.",
        discussion: """
            One JSON object a line: marketplace, kind, order, thread, text, authenticated, reason, then rule, orders, \
            ticket, case, issue, item, asin, sku, buyer, amount, currency, deadline, deadline_days, no_reply. Without \
            --config the built-in senders and rules are known and marketplace is the connector's kind; without \
            --authserv-id nothing is authenticated.
            """)

    @OptionGroup var mails: MessageFiles
    @Option(help: ArgumentHelp("Configuration with the marketplaces' own senders and rules.", valueName: "file"))
    var config: String?
    @Option(help: ArgumentHelp("Whose Authentication-Results field is believed.", valueName: "id"))
    var authservId: String?

    func run() async throws {
        try await reportingErrors {
            let configuration = try config.map {
                try ConfigurationFile.load($0, faultyRules: .areLeftOut).get().offline
            }
            for problem in configuration?.faultyRules ?? [] { complain("\(problem); the rule is left out") }
            let recogniser = try NotificationRecogniser(
                settings: configuration?.marketplaces ?? [], rules: configuration?.notifications ?? [],
                authservID: authservId, house: configuration?.people)
            try mails.forEach { mail, name in
                try sayJSON(ClassifiedMail(recogniser.recognise(Message(parsing: mail)), file: name))
            }
        }
    }
}

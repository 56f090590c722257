import ArgumentParser
import Configuration
import Domain
import Marketplaces
import MIME

struct MessageClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "What the bridge would take from a marketplace's mail.",
        discussion: """
            One JSON object a line: marketplace, kind, order, thread, text, authenticated, reason. Without --config the \
            built-in senders are known and marketplace is the connector's kind; without --authserv-id nothing is \
            authenticated.
            """)

    @OptionGroup var mails: MessageFiles
    @Option(help: ArgumentHelp("Configuration with the marketplaces' own senders.", valueName: "file"))
    var config: String?
    @Option(help: ArgumentHelp("Whose Authentication-Results field is believed.", valueName: "id"))
    var authservId: String?

    /// The names are a promise to users.
    private struct Reading: Encodable {
        var file: String?
        var marketplace: String?
        var kind: String
        var order: String?
        var thread: String?
        var text: String?
        var authenticated: Bool
        var reason: String

        enum Key: String, CodingKey {
            case file, marketplace, kind, order, thread, text, authenticated, reason
        }

        /// Absent values are written as null, so that each object has the same keys.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encodeIfPresent(file, forKey: .file)
            try container.encode(marketplace, forKey: .marketplace)
            try container.encode(kind, forKey: .kind)
            try container.encode(order, forKey: .order)
            try container.encode(thread, forKey: .thread)
            try container.encode(text, forKey: .text)
            try container.encode(authenticated, forKey: .authenticated)
            try container.encode(reason, forKey: .reason)
        }
    }

    func run() async throws {
        try await reportingErrors {
            let settings = try config.map { try ConfigurationFile.load($0).get().offline.marketplaces } ?? []
            let recogniser = try NotificationRecogniser(settings: settings, authservID: authservId)
            try mails.forEach { mail, name in
                let found = recogniser.recognise(Message(parsing: mail))
                try sayJSON(
                    Reading(
                        file: name, marketplace: found.marketplace?.text ?? found.connector?.rawValue,
                        kind: found.kind.rawValue, order: found.order?.text, thread: found.thread?.text,
                        text: found.text, authenticated: found.standing == .proven, reason: found.reason))
            }
        }
    }
}

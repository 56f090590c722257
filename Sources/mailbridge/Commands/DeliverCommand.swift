import ArgumentParser
import Bridge
import Configuration
import Marketplaces
import Store

struct DeliverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver", abstract: "Take one mail from standard input, for an MTA's pipe.",
        discussion: """
            The mail is only stored here, durably; the service deals with it within seconds. Exit code 75 tells the MTA \
            to keep the mail and try again.
            """)

    @OptionGroup var config: ConfigurationOption

    /// Larger mails than any marketplace or mail client sends.
    private static let largest = 100 << 20

    func run() async throws {
        try await reportingErrors {
            let mail: [UInt8]
            do {
                mail = try readStandardInput(limit: Self.largest)
            } catch let error as InputError {
                complain(error.description)
                throw ExitStatus.badData
            }
            guard !mail.isEmpty else {
                complain("no mail on standard input")
                throw ExitStatus.badData
            }
            do {
                let configuration = try config.check()
                let store = try SQLiteStore(path: configuration.offline.store.path)
                _ = try await accept(mail, into: store, at: systemTime())
                try store.close()
            } catch {
                // Whatever is wrong here, the mail itself is not: the MTA shall keep it.
                complain("\(error)")
                throw ExitStatus.temporary
            }
        }
    }
}

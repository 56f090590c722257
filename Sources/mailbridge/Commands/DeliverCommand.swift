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
            to keep the mail and try again, 65 to give it back because it is larger than 100 MiB. Where there is a choice \
            let the MTA speak LMTP with the service instead: see [lmtp] in mailbridge.toml(5).
            """)

    @OptionGroup var config: ConfigurationOption

    /// Larger mails than any marketplace or mail client sends.
    private static let largest = 100 << 20

    func run() async throws {
        try await reportingErrors {
            do {
                let mail = try readStandardInput(limit: Self.largest)
                guard !mail.isEmpty else { throw InputError(description: "no mail on standard input") }
                let configuration = try config.check()
                try StoreRoom(configuration.offline).check()
                let settings = configuration.offline.store
                try StateOwner.check(besides: settings.path)
                // A running service, maybe of an older version, has a store that it can work on: it stays as it is.
                let store = try SQLiteStore(
                    path: settings.path, creating: !InstanceLock.isHeld(besides: settings.path))
                _ = try await accept(mail, into: store, limit: settings.quarantineLimit, at: systemTime())
                try store.close()
            } catch let error as InputError where error.isTooLarge {
                complain("\(error)")
                throw ExitStatus.badData
            } catch {
                // Whatever is wrong, nothing was stored: the MTA shall keep the mail.
                complain("\(error)")
                throw ExitStatus.temporary
            }
        }
    }
}

import ArgumentParser
import Bridge
import Configuration
import IMAPClient
import Logging
import Marketplaces
import Store

struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Go once over all mailboxes and the outbox, then exit.",
        discussion: "For a timer instead of the service, or to look at what a configuration does.")

    @OptionGroup var config: ConfigurationOption
    @ArgumentParser.Flag(help: "Show on standard error what is said over IMAP, without contents and secrets.")
    var trace = false

    func run() async throws {
        try await reportingErrors {
            let configuration = try config.load()
            let lock = try InstanceLock(besides: configuration.store.path)
            defer { withExtendedLifetime(lock) {} }
            let store = try SQLiteStore(path: configuration.store.path)
            let log = Logger(configuration.log)
            let restored = try await store.begin(at: systemTime())
            if let restored { log.note(restored) }
            MissingNames(try await store.storedNames(), in: configuration).note(in: log)
            let wiring = try Wiring(
                configuration, store: store, log: log, trace: trace ? .onStandardError() : nil, restored: restored)
            var failure: (any Error)?
            for watcher in wiring.watchers {
                // One mailbox that is down must not keep the others from being read.
                do { try await watcher.pass() } catch {
                    complain("\(watcher.account.name): \(error)")
                    failure = error
                }
            }
            _ = try await SpoolIntake(wiring.context).pass()
            for account in wiring.context.accounts.values {
                _ = try await OutboxDispatcher(wiring.context, for: account).pass()
            }
            _ = try await TicketMailDispatcher(wiring.context, connections: wiring.connections).pass()
            try await OriginalsMover(wiring.context, connections: wiring.connections).pass()
            await wiring.closeConnections()
            if let failure { throw ExitStatus.of(failure) }
        }
    }
}

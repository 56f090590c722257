import ArgumentParser
import Bridge
import Configuration
import FoundationEssentials
import Logging
import ServiceLifecycle
import Store
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service in the foreground.",
        discussion: "SIGTERM and SIGINT finish what is being posted and stop. Under systemd use Type=notify.")

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        try await reportingErrors {
            let configuration = try config.load()
            let log = Logger(configuration.log)
            let lock = try InstanceLock(besides: configuration.store.path)
            defer { withExtendedLifetime(lock) {} }
            let store = try SQLiteStore(path: configuration.store.path)
            let wiring = try Wiring(configuration, store: store, log: log)
            let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)

            let recovered = try await store.recoverInterruptedPosts(at: wiring.context.now())
            log.notice("service-started", metadata: ["version": "\(Mailbridge.version)", "recovered": "\(recovered)"])
            notifier.ready(
                "\(configuration.mailboxes.count) mailboxes, \(configuration.marketplaces.count) marketplaces")
            var group = ServiceGroupConfiguration(
                services: wiring.workers(notifier: notifier).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() })
            group.maximumGracefulShutdownDuration = .seconds(20)
            try await ServiceGroup(configuration: group).run()
            notifier.stopping()
            await wiring.closeConnections()
            try store.close()
            log.notice("service-stopped")
        }
    }
}

extension Logger {
    /// The service's own log, on standard error.
    init(_ settings: LogSettings) {
        let isJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
        self.init(label: "mailbridge") { _ in
            LineLogHandler(
                logLevel: Logger.Level(rawValue: settings.level.rawValue) ?? .info,
                format: settings.format == .json ? .json : .text, isJournal: isJournal)
        }
    }
}

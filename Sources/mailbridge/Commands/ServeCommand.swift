import ArgumentParser
import Bridge
import Configuration
import FoundationEssentials
import Logging
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service in the foreground.",
        discussion: """
            SIGTERM and SIGINT finish what is being posted and stop. SIGHUP reads the configuration again: a mistake in \
            it is reported and changes nothing. SIGUSR1 looks into all mailboxes and lists of marketplaces now. SIGUSR2 \
            begins to log what is said over IMAP, without contents of mails and without secrets; the next one ends it. \
            Under systemd use Type=notify.
            """)

    @OptionGroup var config: ConfigurationOption

    func run() async throws {
        try await reportingErrors {
            Memory.limitArenas()
            let reload = Bell()
            // Trapped for the whole life of the process: by default a SIGHUP would end it.
            let listener = Task {
                for await _ in await UnixSignalsSequence(trapping: .sighup) { reload.ring() }
            }
            defer { listener.cancel() }
            let trace = ServiceTrace()
            let switcher = Task {
                for await _ in await UnixSignalsSequence(trapping: .sigusr2) { trace.toggle() }
            }
            defer { switcher.cancel() }
            let look = Bell()
            let hurrier = Task {
                for await _ in await UnixSignalsSequence(trapping: .sigusr1) { look.ring() }
            }
            defer { hurrier.cancel() }
            var next: Configuration? = try config.load()
            while let configuration = next {
                next = try await ServiceRun(configuration, file: config.config, trace: trace)
                    .run(until: reload, lookingAt: look)
            }
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

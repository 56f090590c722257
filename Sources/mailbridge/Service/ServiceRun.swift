import Bridge
import Configuration
import FoundationEssentials
import Logging
import Marketplaces
import ServiceLifecycle
import Store
import Transport
import UnixSignals

/// The service under one configuration, from its start until it is stopped or gets another.
struct ServiceRun: Sendable {
    let configuration: Configuration
    /// The file that a reload reads.
    let file: String
    let log: Logger
    let trace: ServiceTrace

    init(_ configuration: Configuration, file: String, trace: ServiceTrace) {
        self.trace = trace
        self.configuration = configuration
        self.file = file
        log = Logger(configuration.log)
    }

    /// Returns the configuration to go on with after a reload; nil if the service was stopped.
    /// - Parameter look: rung when all mailboxes and lists shall be looked at now
    func run(until reload: Bell, lookingAt look: Bell) async throws -> Configuration? {
        let lock = try InstanceLock(besides: configuration.store.path)
        defer { withExtendedLifetime(lock) {} }
        let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
        notifier.status("opening the store; one of an older version is brought up to date first")
        let store = try SQLiteStore(path: configuration.store.path)
        let restored = try await store.begin(at: systemTime())
        if let restored { log.note(restored) }
        MissingNames(try await store.storedNames(), in: configuration).note(in: log)
        let wiring = try Wiring(configuration, store: store, log: log, trace: trace.lines, restored: restored)
        trace.write(to: log)
        for problem in configuration.faultyRules {
            log.error(
                "\(Event.notificationRuleRefused.rawValue)",
                metadata: ["file": "\(problem.file):\(problem.line):\(problem.column)", "reason": "\(problem.message)"])
        }

        log.notice(
            "\(Event.serviceStarted.rawValue)",
            metadata: ["version": "\(Mailbridge.version)"])
        notifier.ready(status)
        let next = try await work(wiring, store, notifier, reload, look)
        if next == nil { notifier.stopping() }
        await wiring.closeConnections()
        try store.close()
        log.notice("\(Event.serviceStopped.rawValue)", metadata: ["reload": "\(next != nil)"])
        return next
    }

    private var status: String {
        "\(configuration.mailboxes.count) mailboxes, \(configuration.marketplaces.count) marketplaces"
    }

    private func work(
        _ wiring: Wiring, _ store: SQLiteStore, _ notifier: SystemdNotifier, _ reload: Bell, _ look: Bell
    ) async throws -> Configuration? {
        let remark = StatusRemark()
        var settings = ServiceGroupConfiguration(
            services: wiring.workers(notifier: notifier, look: look, remark: remark).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() })
        // What is being posted is shielded and finished all the same; this bounds everything else.
        settings.maximumGracefulShutdownDuration = .seconds(20)
        let group = ServiceGroup(configuration: settings)
        return try await withThrowingTaskGroup(of: Configuration?.self) { tasks in
            tasks.addTask {
                try await group.run()
                return nil
            }
            tasks.addTask {
                while !Task.isCancelled {
                    guard await reload.wait(atMost: .seconds(3600)) else { continue }
                    notifier.reloading()
                    guard let configuration = await reloaded(store) else {
                        let words = "still by the old configuration: the new one has mistakes"
                        remark.note(words)
                        notifier.ready("\(status); \(words)")
                        continue
                    }
                    await group.triggerGracefulShutdown()
                    return configuration
                }
                return nil
            }
            defer { tasks.cancelAll() }
            let first = try await tasks.next() ?? nil
            // The group has ended. If it was for a reload, the listener is about to say so; else it waits for nothing more.
            if first == nil { tasks.cancelAll() }
            let second = try await tasks.next() ?? nil
            return first ?? second
        }
    }

    /// The changed configuration, if it can be read and everything can be built from it; all or nothing.
    private func reloaded(_ store: SQLiteStore) async -> Configuration? {
        do {
            let next = try ConfigurationOption.load(file, faultyRules: .areMistakes)
            guard next.store.path == configuration.store.path else {
                throw StoreHasMoved(from: configuration.store.path, to: next.store.path)
            }
            let missing = MissingNames(try await store.storedNames(), in: next, besides: configuration)
            guard missing.isEmpty else { throw WorkLeftBehind(missing: missing) }
            try Wiring(next, store: store, log: log).http.shutdown()
            log.notice("\(Event.configurationReloaded.rawValue)", metadata: ["file": "\(file)"])
            for change in ConfigurationDifference(from: configuration, to: next).changes {
                log.notice(
                    "\(Event.configurationChanged.rawValue)",
                    metadata: ["what": "\(change.what)", "name": "\(change.name)", "change": "\(change.kind.rawValue)"])
            }
            return next
        } catch let problems as ConfigurationProblems {
            for problem in problems.problems {
                log.error(
                    "\(Event.configurationRefused.rawValue)",
                    metadata: [
                        "file": "\(problem.file):\(problem.line):\(problem.column)", "reason": "\(problem.message)",
                    ])
            }
            return nil
        } catch {
            log.error("\(Event.configurationRefused.rawValue)", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}

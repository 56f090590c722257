import Bridge
import Configuration
import Domain
import LocalListener
import Logging
import Marketplaces
import Web
import WebListener

extension Wiring {
    var accountWatch: AccountWatch {
        AccountWatch(mailboxes: configuration.mailboxes.map { ($0.name, $0.poll) }, since: systemTime())
    }

    /// The status page and the metrics, as far as they are configured.
    var webWorkers: [Worker] {
        let watch = accountWatch
        let log = context.log
        var workers: [Worker] = []
        if let settings = configuration.web {
            let gate = WebGate(key: WebKey(settings.key), hosts: HostRule(names: settings.hosts))
            let desk = StatusDesk(context, watch, gate: gate)
            let listener = WebListener(settings: ListenerSettings(settings)) { await desk.answer($0) }
            workers.append(Worker(name: "web") { await serve(listener, "web", log) })
        }
        if let settings = configuration.metrics {
            let desk = MetricsDesk(context, watch, version: Mailbridge.version)
            let listener = WebListener(settings: ListenerSettings(settings)) {
                await desk.answer($0, names: settings.hosts)
            }
            workers.append(Worker(name: "metrics") { await serve(listener, "metrics", log) })
        }
        return workers
    }
}

/// Serves until the task is cancelled. A place that cannot be had stops nothing else of the service.
private func serve(_ listener: WebListener, _ section: String, _ log: Logger) async {
    while !Task.isCancelled {
        do {
            try await listener.run { place in
                log.notice("\(Event.webListening.rawValue)", metadata: ["section": "\(section)", "place": "\(place)"])
            }
        } catch {
            log.error("\(Event.webFailed.rawValue)", metadata: ["section": "\(section)", "reason": "\(error)"])
            // Cancellation ends the pause, and the loop with it.
            try? await Task.sleep(for: listenRetry)
        }
    }
}

extension ListenerSettings.Place {
    init(_ place: ListeningPlace) {
        self =
            switch place {
            case .path(let path, let mode, let group): .unix(path: path, mode: mode, group: group)
            case .port(let host, let port): .tcp(host: host, port: port)
            }
    }
}

extension ListenerSettings {
    init(_ settings: WebSettings) {
        self.init(
            place: Place(settings.place), connections: settings.connections, idleTimeout: settings.requestTimeout)
    }

    init(_ settings: MetricsSettings) {
        self.init(
            place: Place(settings.place), connections: settings.connections, idleTimeout: settings.requestTimeout)
    }
}

extension WebKey {
    init(_ key: WebSettings.Key) {
        self =
            switch key {
            case .password(let user, let secret): .password(user: user, secret)
            case .token(let token): .token(token)
            }
    }
}

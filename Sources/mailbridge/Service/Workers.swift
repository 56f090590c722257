import Bridge
import Configuration
import FoundationEssentials
import IMAPClient
import LMTPListener
import Logging
import ServiceLifecycle

/// A part of the service that works until it is told to stop.
struct Worker: Service {
    let name: String
    let body: @Sendable () async -> Void

    /// Ends when the service is asked to stop; what is being posted is finished first.
    func run() async throws { await cancelWhenGracefulShutdown { await body() } }
}

extension Wiring {
    /// Every part of the service. Those that write stand first, so that they stop last.
    func workers(notifier: SystemdNotifier, look: Bell, remark: StatusRemark) -> [Worker] {
        let ticketMails = TicketMailDispatcher(context, connections: connections)
        let mover = OriginalsMover(context, connections: connections)
        let spool = SpoolIntake(context)
        var workers = [
            Worker(name: "ticket-mails") { await ticketMails.run() },
            Worker(name: "originals") { await mover.run() },
            Worker(name: "spool") { await spool.run() },
        ]
        let teamMails = teamMails
        let teamWatch = TeamWatch(context)
        workers.append(Worker(name: "team-mails") { await teamMails.run() })
        workers.append(Worker(name: "team-watch") { await teamWatch.run() })
        let filing = TicketFiling(context, connections: connections)
        workers.append(Worker(name: "filing") { await filing.run() })
        let scores = ScoreWatch(context)
        workers.append(Worker(name: "scores") { await scores.run() })
        let reminders = HeldReminders(context)
        workers.append(Worker(name: "held-reminders") { await reminders.run() })
        workers.append(Worker(name: "memory") { await Memory.trim(every: .seconds(10)) })
        let outboxes = context.accounts.values.map { OutboxDispatcher(context, for: $0) }
        workers.append(
            Worker(name: "outboxes") {
                // One worker, since they stop one after the other: what is on its way everywhere ends at the same time.
                await withDiscardingTaskGroup { group in
                    for outbox in outboxes { group.addTask { await outbox.run() } }
                }
            })
        for account in context.accounts.values {
            let sweep = Sweep(context, for: account)
            if account.sweep != nil { workers.append(Worker(name: "sweep \(account.name)") { await sweep.run() }) }
        }
        if let copies { workers.append(Worker(name: "copies") { await copies.run() }) }
        let clockWatch = ClockWatch(context)
        workers.append(Worker(name: "clock") { await clockWatch.run() })
        let recount = Recount(context)
        workers.append(Worker(name: "recount") { await recount.run() })
        let hasGestures = configuration.tickets.gestures
        let retention = Retention(context, RetentionPolicy(configuration))
        workers.append(Worker(name: "retention") { await retention.run() })
        let watchers = watchers
        workers.append(
            Worker(name: "look") {
                while !Task.isCancelled {
                    guard await look.wait(atMost: .seconds(3600)) else { continue }
                    context.lookNow()
                    for watcher in watchers { watcher.wake() }
                }
            })
        for watcher in watchers {
            workers.append(
                Worker(name: "watch \(watcher.account.name)") {
                    if hasGestures { await filing.makeFolders() }
                    await watcher.run()
                })
        }
        if let listener {
            let log = context.log
            workers.append(Worker(name: "lmtp") { await takeMails(listener, log) })
        }
        workers += webWorkers
        if notifier.isHeard {
            let line = StatusLine(context, accountWatch)
            workers.append(Worker(name: "status") { await tellStatus(notifier, line, remark) })
        }
        if let pause = notifier.watchdogPause {
            let (store, pulse) = (context.store, context.pulse)
            workers.append(Worker(name: "watchdog") { await pingWatchdog(notifier, every: pause, store, pulse) })
        }
        return workers
    }
}

import Domain
import Metrics
import Routing
import Store

extension MetricsDesk {
    /// The names are a promise: docs/operations.md lists them, alerts and dashboard use them.
    static func families(_ facts: Facts) -> [MetricFamily] {
        service(facts) + mail(facts) + posts(facts) + tickets(facts) + accounts(facts) + scores(facts)
    }

    private static func seconds(_ time: Timestamp) -> Double { Double(time.milliseconds) / 1000 }
    private static func seconds(_ time: Duration) -> Double { Double(time.milliseconds) / 1000 }

    private static func service(_ facts: Facts) -> [MetricFamily] {
        var build = MetricFamily("mailbridge_build_info", .gauge, "The running version; always 1.")
        build.add(1, [("version", facts.version)])
        var start = MetricFamily("mailbridge_start_time_seconds", .gauge, "When the service was started or reloaded.")
        start.add(seconds(facts.since))
        var ready = MetricFamily("mailbridge_ready", .gauge, "1 if /readyz says yes, else 0.")
        ready.add(facts.isReady ? 1 : 0)
        var events = MetricFamily("mailbridge_events_total", .counter, "What was reported, by event of the log.")
        for event in Event.allCases where event.isCounted {
            events.add(Double(facts.counts.events[event.rawValue] ?? 0), [("event", event.rawValue)])
        }
        return [build, start, ready, events]
    }

    private static func mail(_ facts: Facts) -> [MetricFamily] {
        var mails = MetricFamily("mailbridge_mails_total", .counter, "Mails that were decided, by mailbox and outcome.")
        // Zeros too: a series that begins with its first mail shows no increase for it.
        let places = facts.mailboxes.map(\.name) + [MailKey.deliverAccount] + facts.counts.mails.keys.map(\.first)
        for place in Set(places).sorted() {
            for outcome in Outcome.Kind.allCases {
                let count = facts.counts.mails[Meter.Labels(first: place, second: outcome.rawValue)] ?? 0
                mails.add(Double(count), [("mailbox", place), ("outcome", outcome.rawValue)])
            }
        }
        var quarantine = MetricFamily("mailbridge_quarantine_mails", .gauge, "Mails in quarantine.")
        quarantine.add(Double(facts.standing.quarantined))
        var spool = MetricFamily("mailbridge_spool_mails", .gauge, "Mails that are stored and not decided yet.")
        spool.add(Double(facts.standing.spooled))
        var gaps = MetricFamily(
            "mailbridge_reconcile_gaps_total", .counter,
            "What the look at a marketplace's own list found that no mail had told, by kind.")
        for marketplace in facts.marketplaces {
            for kind in ["missed", "portal-answer", "changed-wait"] {
                let count = facts.counts.gaps[Meter.Labels(first: marketplace, second: kind)] ?? 0
                gaps.add(Double(count), [("marketplace", marketplace), ("kind", kind)])
            }
        }
        return [mails, quarantine, spool, gaps]
    }

    private static func posts(_ facts: Facts) -> [MetricFamily] {
        var posts = MetricFamily(
            "mailbridge_posts_total", .counter, "Attempts to post or look for a post, by marketplace and result.")
        var latency = MetricFamily(
            "mailbridge_post_latency_seconds", .histogram,
            "From an agent's answer in the outbox to its confirmation, the grace period included.")
        for marketplace in facts.marketplaces {
            for result in ["confirmed", "failed", "held", "pending", "postponed", "uncertain"] {
                let count = facts.counts.posts[Meter.Labels(first: marketplace, second: result)] ?? 0
                posts.add(Double(count), [("marketplace", marketplace), ("result", result)])
            }
            latency.add(
                facts.counts.latency[marketplace] ?? Histogram(bounds: Meter.latencyBounds),
                [("marketplace", marketplace)])
        }
        var queue = MetricFamily("mailbridge_queue_entries", .gauge, "Unfinished entries of the outbox, by state.")
        for state in [OutboxState.held, .queued, .sending, .uncertain] {
            queue.add(Double(facts.standing.posts[state] ?? 0), [("state", state.rawValue)])
        }
        var oldest = MetricFamily(
            "mailbridge_oldest_queue_entry_age_seconds", .gauge,
            "How long the oldest entry is due that no person holds and no marketplace works on; 0 if there is none.")
        oldest.add(facts.standing.oldestDuePost.map { seconds(facts.now - $0) } ?? 0)
        var unknown = MetricFamily(
            "mailbridge_unknown_outcome_entries", .gauge,
            "Held entries of which nobody knows whether they arrived; a person has to look in the portal.")
        unknown.add(Double(facts.standing.unknownOutcomes))
        return [posts, latency, queue, oldest, unknown]
    }

    private static func tickets(_ facts: Facts) -> [MetricFamily] {
        var open = MetricFamily("mailbridge_open_tickets", .gauge, "Tickets that wait for an answer of the seller.")
        var breached = MetricFamily(
            "mailbridge_breached_total", .counter, "Deadlines that passed while their ticket was open.")
        let names = Set(facts.marketplaces).union(facts.standing.openTickets.keys.map(\.text)).sorted()
        for marketplace in names {
            let labels = [(name: "marketplace", value: marketplace)]
            open.add(Double(facts.standing.openTickets[MarketplaceName(marketplace)] ?? 0), labels)
            breached.add(Double(facts.counts.breaches[marketplace] ?? 0), labels)
        }
        var overdue = MetricFamily("mailbridge_overdue_tickets", .gauge, "Open tickets whose deadline has passed.")
        overdue.add(Double(facts.overdue))
        var near = MetricFamily(
            "mailbridge_due_within_hour_tickets", .gauge, "Open tickets whose deadline comes within the hour.")
        near.add(Double(facts.dueWithinHour))
        var next = MetricFamily(
            "mailbridge_next_deadline_seconds", .gauge,
            "Time until the most urgent deadline; negative if it has passed, absent without one.")
        if let deadline = facts.standing.nextDeadline { next.add(seconds(deadline - facts.now)) }
        return [open, overdue, near, next, breached]
    }

    /// A marketplace is absent while nothing was counted there, or it demands nothing.
    private static func scores(_ facts: Facts) -> [MetricFamily] {
        var share = MetricFamily(
            "mailbridge_in_time_ratio", .gauge, "Share of answers in time, in the period that the marketplace looks at."
        )
        var goal = MetricFamily("mailbridge_in_time_goal_ratio", .gauge, "The share that the marketplace demands.")
        var late = MetricFamily(
            "mailbridge_late_until_warning", .gauge, "How many more late answers bring the marketplace's warning.")
        for account in facts.scores {
            let labels = [(name: "marketplace", value: account.marketplace.text)]
            let count = account.score.rolling
            if count.total > 0 { share.add(Double(count.inTime) / Double(count.total), labels) }
            if account.hasGoal { goal.add(Double(account.score.rule.goal.percent) / 100, labels) }
            if let allowance = account.allowance, count.total > 0 { late.add(Double(allowance), labels) }
        }
        var alarms = MetricFamily(
            "mailbridge_open_alarms", .gauge, "Notices of marketplaces that nobody has taken yet.")
        alarms.add(Double(facts.alarms))
        return [share, goal, late, alarms]
    }

    private static func accounts(_ facts: Facts) -> [MetricFamily] {
        var success = MetricFamily(
            "mailbridge_last_success_timestamp_seconds", .gauge,
            "When an account was last reached; absent before that.")
        var idle = MetricFamily(
            "mailbridge_imap_idle_age_seconds", .gauge,
            "How long ago a mailbox that waits for news was last answered; absent while it does not wait.")
        var interval = MetricFamily(
            "mailbridge_look_interval_seconds", .gauge,
            "The longest pause between two looks at an account; absent where nothing looks regularly.")
        for (mailbox, pause) in facts.mailboxes {
            interval.add(seconds(pause), [("kind", "mailbox"), ("account", mailbox)])
            let standing = facts.counts.mailboxes[mailbox]
            if let last = standing?.lastSuccess {
                success.add(seconds(last), [("kind", "mailbox"), ("account", mailbox)])
            }
            if let since = standing?.idleSince { idle.add(seconds(facts.now - since), [("mailbox", mailbox)]) }
        }
        for marketplace in facts.marketplaces {
            if let pause = facts.sweeps[marketplace] {
                interval.add(seconds(pause), [("kind", "marketplace"), ("account", marketplace)])
            }
            guard let last = facts.counts.marketplaces[marketplace]?.lastSuccess else { continue }
            success.add(seconds(last), [("kind", "marketplace"), ("account", marketplace)])
        }
        var offset = MetricFamily(
            "mailbridge_clock_offset_seconds", .gauge,
            "How far our clock is ahead of a marketplace's; 0 if they may agree, absent before its first answer.")
        for (marketplace, time) in facts.offsets.sorted(by: { $0.key < $1.key }) {
            offset.add(seconds(time), [("marketplace", marketplace)])
        }
        var left = MetricFamily(
            "mailbridge_api_quota_left", .gauge,
            "Calls that a marketplace's rate allows now, of operations that were called; 0 in a pause that it asked for."
        )
        for (marketplace, calls) in facts.callsLeft.sorted(by: { $0.key < $1.key }) {
            for (operation, count) in calls.sorted(by: { $0.key < $1.key }) {
                left.add(Double(count), [("marketplace", marketplace), ("operation", operation)])
            }
        }
        return [success, idle, interval, offset, left]
    }
}

import Domain
import MIME
import Routing
import StatusPage
import Store

/// What is read from the store for each page.
extension StatusDesk {
    /// Tickets on one page.
    static let ticketsShown = 50
    static let rowsShown = 200
    /// Failed entries are shown for so long.
    private static let failuresShown = Duration.seconds(7 * 86_400)
    /// Bytes of a mail in quarantine that are read for its preview, and characters that are shown.
    private static let previewBytes = 1 << 20
    private static let previewCharacters = 20_000

    func overview(after position: DeadlinePosition?, at now: Timestamp) async throws -> Overview {
        let standing = try await context.store.standing(at: now)
        let ends = DueSpan.allCases.compactMap { $0.end.map { now + $0 } }
        let due = try await context.store.openTickets(dueBefore: ends, limit: Overview.mostCounted)
        let tickets = try await context.store.openTickets(after: position, limit: Self.ticketsShown + 1)
        var overview = Overview()
        overview.accounts = accounts(at: now)
        overview.due = Dictionary(zip(DueSpan.allCases, due)) { first, _ in first }
        overview.open = standing.openTickets.sorted { $0.value > $1.value }.map { (shownName($0.key), $0.value) }
        overview.figures.open = standing.openTickets.values.reduce(0, +)
        overview.figures.overdue = due.first ?? 0
        overview.figures.held = standing.posts[.held] ?? 0
        overview.figures.waiting = standing.posts.filter { $0.key != .held }.values.reduce(0, +)
        overview.figures.quarantined = standing.quarantined
        let shown = tickets.prefix(Self.ticketsShown)
        overview.tickets = shown.map(openTicket)
        overview.next = tickets.count > shown.count ? shown.last.map { DeadlinePosition($0).description } : nil
        overview.isFirstPage = position == nil
        let texts = ScoreTexts.of(context.settings.language)
        overview.scores = context.scores.latest.filter { !$0.isEmpty }.map { ScorePanel($0, texts) }
        overview.alarms = try await context.store.openAlarms(limit: Self.ticketsShown).map { alarm in
            OpenAlarm(
                ticket: openTicket(alarm.ticket), kind: TeamTexts.of(context.settings.language).name(of: alarm.kind),
                raisedAt: alarm.raisedAt, repeats: alarm.repeats)
        }
        return overview
    }

    private func openTicket(_ ticket: Ticket) -> OpenTicket {
        let account = context.accounts[ticket.marketplace]
        var shown = OpenTicket(id: ticket.id, marketplace: shownName(ticket.marketplace))
        shown.order = ticket.order?.text
        shown.portal = account?.portalLink(order: ticket.order, thread: ticket.thread)
        shown.owner = ticket.owner
        shown.deadline = ticket.deadline
        shown.shownDeadline = ticket.deadline.map { clock($0, of: account) }
        return shown
    }

    private func accounts(at now: Timestamp) -> [AccountStanding] {
        let counts = context.meter.counts
        let mailboxes = watch.mailboxes.map { name, interval in
            standing(name, .mailbox, counts.mailboxes[name], interval, at: now)
        }
        return mailboxes
            + context.accountsInOrder.map { account in
                var shown = standing(
                    account.shownName, .marketplace, counts.marketplaces[account.name.text], account.sweep, at: now)
                shown.isShadow = account.isShadow
                if let silence = context.silences.latest.first(where: { $0.account.name == account.name }) {
                    shown.health = .late
                    let told = TeamTexts.of(context.settings.language).told(silence, clock(silence.since, of: account))
                    shown.reason = [shown.reason, told].compactMap(\.self).joined(separator: " · ")
                }
                return shown
            }
    }

    private func standing(
        _ name: String, _ kind: AccountStanding.Kind, _ standing: Meter.Standing?, _ interval: Duration?,
        at now: Timestamp
    ) -> AccountStanding {
        let health: AccountStanding.Health =
            switch watch.health(standing, interval: interval, at: now) {
            case .well: .well
            case .starting: .starting
            case .failed, .silent: .late
            case .unwatched: .unwatched
            }
        return AccountStanding(
            name: name, kind: kind, health: health, lastSuccess: standing?.lastSuccess, reason: standing?.reason)
    }

    func queue(at now: Timestamp) async throws -> [QueuedPost] {
        try await context.store.queuedPosts(failedSince: now - Self.failuresShown, limit: Self.rowsShown).map { post in
            var shown = QueuedPost(
                entry: post.entry, ticket: post.ticket, marketplace: shownName(post.marketplace),
                order: post.order?.text, state: post.state, attempts: post.attempts, reason: post.reason,
                createdAt: post.createdAt, nextAttempt: post.nextAttempt)
            shown.isAction = post.isAction
            return shown
        }
    }

    func quarantine() async throws -> [HeldMail] {
        try await context.store.quarantined(includingReleased: false, limit: Self.rowsShown).map(heldMail)
    }

    private func heldMail(_ mail: QuarantinedMail) -> HeldMail {
        HeldMail(
            id: mail.id, at: mail.at, reason: mail.reason, size: mail.size,
            place: "\(mail.mail.account)/\(mail.mail.folder)")
    }

    /// Nil if there is no such mail. That somebody looked stands in the journal.
    func mail(_ number: String, at now: Timestamp) async throws -> (mail: HeldMail, preview: MailPreview)? {
        guard let number = Int64(number), let (mail, raw) = try await context.store.quarantinedMail(number),
            mail.releasedAt == nil
        else { return nil }
        let message = Message(parsing: Array(raw.prefix(Self.previewBytes)))
        let text = message.displayText
        try await context.store.record(
            JournalEntry(at: now, event: Event.quarantineViewed.rawValue, detail: "mail \(number)"))
        let preview = MailPreview(
            sender: message.header.text("from") ?? "", subject: message.subject ?? "",
            date: message.header.text("date"), text: String(text.prefix(Self.previewCharacters)),
            isCut: raw.count > Self.previewBytes || text.count > Self.previewCharacters,
            files: message.attachments.prefix(20).map { message.fileName(of: $0) })
        return (heldMail(mail), preview)
    }

    func journal() async throws -> [JournalLine] {
        try await context.store.recentJournal(limit: Self.rowsShown).map { entry in
            JournalLine(
                at: entry.at, clock: clock(entry.at), event: entry.event, ticket: entry.ticket, entry: entry.outbox,
                detail: entry.detail)
        }
    }

    private func shownName(_ marketplace: MarketplaceName) -> String {
        context.accounts[marketplace]?.shownName ?? marketplace.text
    }

    /// In the zone in which the marketplace counts, else the first one's.
    func clock(_ time: Timestamp, of account: Account? = nil) -> String {
        guard let account = account ?? context.accountsInOrder.first else { return time.description }
        return LocalTime(time, in: account.clock.rules(inForceAt: time).zone).text(in: context.settings.language)
    }
}

import Domain
import Logging
import Marketplaces
import Routing
import Store

/// Puts news into its ticket: route, folder and deadline, and the mails that bring it to the agents.
struct NewsFiling: Sendable {
    let context: BridgeContext
    let account: Account
    let ticket: Ticket
    let kind: NotificationKind
    /// What the mail says where the marketplace's API says nothing.
    var buyerName: String?
    var text: String?
    var noReplyLink: String?
    /// Until when the marketplace wants an answer, where the mail says so: it counts instead of the clock's.
    var deadline: Timestamp?
    /// Whether files that cannot be had now are worth waiting for.
    var isPatient = false
    /// What was asked for already.
    var foundOrder: Outlook.OrderAnswer?

    init(_ context: BridgeContext, _ account: Account, _ ticket: Ticket, kind: NotificationKind) {
        self.context = context
        self.account = account
        self.ticket = ticket
        self.kind = kind
    }

    /// What becomes of the ticket.
    struct Filed: Sendable {
        /// As it is from now on, as far as mails show it.
        var ticket: Ticket
        var order: OrderContext?
        var folder: String
        var update: TicketUpdate
        var messages: [NewMessage]
        var route: RouteDecision
        var journal: [JournalEntry]
    }

    func file(_ news: News) async throws -> Filed {
        let isNewTicket = news.history.isEmpty
        var current = ticket
        current.subject = ticket.subject ?? news.topic
        current.buyerName = ticket.buyerName ?? news.buyerName ?? buyerName
        current.buyerLanguage = ticket.buyerLanguage ?? news.buyerLanguage
        let order = news.needsMail ? try await order(current) : nil
        let route = try await RouteInquiry(context: context, account: account, ticket: current, kind: kind)
            .decision(news, text: text, order: order)
        let folder = ticket.folder ?? route.folder.description
        let since = news.waitingSince
        // A wait keeps the clock that it began with.
        if ticket.waitingSince == nil { current.clock = route.clock }
        let due = since.map { account.due(since: $0, of: current, named: self.deadline) }
        let shorter = news.decidesWait ? nil : shorterDeadline
        let deadline = due?.time ?? shorter
        let isOwned = ticket.owner != nil
        var update = TicketUpdate(
            state: since == nil ? (isNewTicket ? .pending : nil) : .open, thread: news.thread,
            subject: current.subject, buyerName: current.buyerName, buyerLanguage: current.buyerLanguage,
            waitingSince: news.decidesWait ? .some(since) : nil, deadline: news.decidesWait ? .some(deadline) : nil,
            folder: folder, owner: ticket.owner ?? route.owner)
        if ticket.kind == nil || !kind.isOfConversation { update.kind = kind.shown(besideQuestion: news.hasQuestion) }
        update.tags = route.tags
        update.items = order?.lines.map { TicketItem(title: $0.title, sku: $0.sku) } ?? []
        update.clock = .some(current.clock)
        update.isExplicitDeadline = news.decidesWait ? due?.isExplicit ?? false : nil
        if let shorter { (update.deadline, update.isExplicitDeadline) = (.some(shorter), true) }
        update.routing = TicketUpdate.Routing(route, owner: isOwned ? nil : route.owner)
        let messages = try await messages(news, current, route, order, folder: folder, deadline: deadline)
        return Filed(
            ticket: current, order: order, folder: folder, update: update, messages: messages, route: route,
            journal: alarms(route))
    }

    /// What a claim's own mail makes of the running wait, about which it says nothing else: the marketplace's word counts in
    /// place of an earlier one, and takes time from the clock, but gives none.
    private var shorterDeadline: Timestamp? {
        guard ticket.waitingSince != nil, let named = self.deadline else { return nil }
        guard !ticket.isExplicitDeadline, let known = ticket.deadline else { return named }
        return named < known ? named : nil
    }

    private func alarms(_ route: RouteDecision) -> [JournalEntry] {
        route.alarms.map { name in
            JournalEntry(at: context.now(), event: Event.routeAlarm.rawValue, ticket: ticket.id, detail: name)
        }
    }

    private func messages(
        _ news: News, _ ticket: Ticket, _ route: RouteDecision, _ order: OrderContext?, folder: String,
        deadline: Timestamp?
    ) async throws -> [NewMessage] {
        let composer = context.composer(account, ticket)
        var result: [NewMessage] = []
        for item in news.messages {
            var new = NewMessage(
                ticket: ticket.id, remoteID: item.message.id, thread: item.thread, role: item.message.role,
                authorName: item.message.authorName, text: item.message.text, createdAt: item.message.createdAt,
                source: item.source, relay: item.relay)
            new.files = max(item.message.attachments.count, item.attachments.count + item.missing.count)
            if item.wantsMail {
                let files = try await AttachmentFetch(context, account).fetch(
                    item.message.attachments, given: item.attachments, isPatient: isPatient)
                let content = TicketMailComposer.Content(
                    remoteID: item.message.id, role: item.message.role, authorName: item.message.authorName,
                    text: item.message.text, createdAt: item.message.createdAt, attachments: files.attachments,
                    missing: files.missing + item.missing, order: order, deadline: deadline,
                    noReplyLink: noReplyLink, thread: item.thread, history: news.history)
                new.ticketMail = try composer.message(content, folder: folder, route: route)
                new.ticketMail?.copies = route.copies.compactMap(context.settings.address(ofAgent:))
            }
            result.append(new)
        }
        return result
    }

    /// The order is a comfort: without it the ticket mail is written all the same. Only where routes ask about orders it is
    /// worth asking again later.
    private func order(_ ticket: Ticket) async throws(ConnectorError) -> OrderContext? {
        guard let number = ticket.order, account.connector.capabilities.readsOrders else { return nil }
        var answer = foundOrder?.number == number ? foundOrder?.result : nil
        if answer == nil { answer = await account.orderWithoutWaiting(number) }
        do {
            return try answer?.get() ?? nil
        } catch {
            if isPatient, context.router.needs.order, error.retry != .never { throw error }
            context.note(.info, .mailFailed, ticket: ticket.id, ["reason": "order: \(error.description)"])
            return nil
        }
    }
}

extension NotificationKind {
    /// Where mails say only that something happened, the message says that it was a question.
    fileprivate func shown(besideQuestion hasQuestion: Bool) -> NotificationKind {
        self == .ticketNotice && hasQuestion ? .buyerMessage : self
    }
}

extension News {
    fileprivate var hasQuestion: Bool { messages.contains { $0.message.role == .buyer } }
}

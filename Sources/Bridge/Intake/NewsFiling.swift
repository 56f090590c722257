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
        var folder: String
        var update: TicketUpdate
        var messages: [NewMessage]
    }

    func file(_ news: News) async throws -> Filed {
        let isNewTicket = news.history.isEmpty
        var current = ticket
        current.subject = ticket.subject ?? news.topic
        current.buyerName = ticket.buyerName ?? news.buyerName ?? buyerName
        current.buyerLanguage = ticket.buyerLanguage ?? news.buyerLanguage
        let route = context.router.decide(
            RouteSubject(
                marketplace: account.name, kind: kind, order: current.order, buyerLanguage: current.buyerLanguage,
                subject: current.subject ?? "", text: news.messages.last?.message.text ?? text ?? ""))
        let folder = ticket.folder ?? route.folder.description
        let since = news.waitingSince
        let deadline = since.flatMap { self.deadline ?? account.deadline(since: $0) }
        var update = TicketUpdate(
            state: since == nil ? (isNewTicket ? .pending : nil) : .open, thread: news.thread,
            subject: current.subject, buyerName: current.buyerName, buyerLanguage: current.buyerLanguage,
            waitingSince: news.decidesWait ? .some(since) : nil, deadline: news.decidesWait ? .some(deadline) : nil,
            folder: folder, owner: ticket.owner ?? route.owner)
        if ticket.kind == nil || !kind.isNewsOnly { update.kind = kind.shown(besideQuestion: news.hasQuestion) }
        update.tags = route.tags
        let order = news.needsMail ? await order(current) : nil
        update.items = order?.lines.map { TicketItem(title: $0.title, sku: $0.sku) } ?? []
        let messages = try await messages(news, current, order, route, folder: folder, deadline: deadline)
        return Filed(ticket: current, folder: folder, update: update, messages: messages)
    }

    private func messages(
        _ news: News, _ ticket: Ticket, _ order: OrderContext?, _ route: RouteDecision, folder: String,
        deadline: Timestamp?
    ) async throws -> [NewMessage] {
        let composer = context.composer(account, ticket)
        var result: [NewMessage] = []
        for item in news.messages {
            var new = NewMessage(
                ticket: ticket.id, remoteID: item.message.id, thread: item.thread, role: item.message.role,
                authorName: item.message.authorName, text: item.message.text, createdAt: item.message.createdAt,
                source: item.source, relay: item.relay)
            if item.wantsMail {
                let files = try await AttachmentFetch(context, account).fetch(
                    item.message.attachments, given: item.attachments, isPatient: isPatient)
                let content = TicketMailComposer.Content(
                    remoteID: item.message.id, role: item.message.role, authorName: item.message.authorName,
                    text: item.message.text, createdAt: item.message.createdAt, attachments: files.attachments,
                    missing: files.missing + item.missing, order: order, deadline: deadline,
                    noReplyLink: noReplyLink, thread: item.thread, history: news.history)
                new.ticketMail = try composer.message(content, folder: folder, route: route)
            }
            result.append(new)
        }
        return result
    }

    /// The order is a comfort, never a condition: without it the ticket mail is written all the same.
    private func order(_ ticket: Ticket) async -> OrderContext? {
        guard let number = ticket.order, account.connector.capabilities.readsOrders else { return nil }
        do {
            return try await account.connector.order(number)
        } catch {
            context.note(.info, .mailFailed, ticket: ticket.id, ["reason": "order: \(error.description)"])
            return nil
        }
    }
}

extension NotificationKind {
    /// It tells that somebody wrote, and nothing of what the ticket is about.
    fileprivate var isNewsOnly: Bool { [.buyerMessage, .ticketNotice, .undelivered, .ownCopy].contains(self) }

    /// Where mails say only that something happened, the message says that it was a question.
    fileprivate func shown(besideQuestion hasQuestion: Bool) -> NotificationKind {
        self == .ticketNotice && hasQuestion ? .buyerMessage : self
    }
}

extension News {
    fileprivate var hasQuestion: Bool { messages.contains { $0.message.role == .buyer } }
}

public import Domain

extension AllegroConnector {
    public func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] {
        if let thread = keys.thread {
            let found =
                switch AllegroPlace(thread) {
                case .issue(let id): try await issue(id)
                case .thread(let id): try await talk(id)?.conversation(for: keys.order)
                }
            if let found { return [found] }
        }
        guard let order = keys.order else { return [] }
        return Self.ordered(try await conversations(about: order), notifiedAt: keys.notifiedAt)
    }

    /// Everything that is open to an answer or was said about an order.
    func conversations(about order: OrderNumber) async throws(ConnectorError) -> [Conversation] {
        guard let login = try await api.order(order)?.buyerLogin else { return [] }
        var found: [Conversation] = []
        for issue in try await api.issues(of: order) {
            found.append(issue.conversation(try await api.chat(of: issue.id)))
        }
        if let thread = try await api.thread(with: login), let talk = try await talk(thread.id),
            let conversation = talk.conversation(for: order)
        {
            found.append(conversation)
        }
        return found
    }

    /// The threads whose last message is no older, each as one conversation for each order that was talked about since, and
    /// then the issues that wait. Neither list can be asked for changes.
    public func changes(
        since: Timestamp, from position: String?
    ) async throws(ConnectorError) -> ConversationChanges {
        switch AllegroListPosition(position) {
        case .threads(let offset):
            let page = try await api.threads(offset: offset)
            // Those behind an older one are older still.
            let isEnd = page.next == nil || page.found.contains { $0.isOlder(than: since) }
            let next = isEnd ? AllegroListPosition.issues(offset: 0) : .threads(offset: page.next ?? 0)
            return ConversationChanges(try await changes(in: page.found, since: since), next: next.text)
        case .issues(let offset):
            let page = try await api.openIssues(offset: offset)
            let next = page.next.map { AllegroListPosition.issues(offset: $0) }
            return ConversationChanges(try await changes(in: page.found, since: since), next: next?.text)
        }
    }

    private func changes(
        in threads: [AllegroThread], since: Timestamp
    ) async throws(ConnectorError) -> [ConversationChange] {
        var changes: [ConversationChange] = []
        for thread in threads {
            guard let changed = thread.changedAt, changed >= since else { continue }
            do {
                for conversation in try await talk(thread.id)?.conversations ?? [] {
                    guard let last = conversation.messages.last?.createdAt, last >= since else { continue }
                    changes.append(Self.change(conversation, at: last))
                }
            } catch {
                changes.append(try Self.unread(ThreadID(thread.id), at: changed, error))
            }
        }
        return changes
    }

    private func changes(
        in issues: [AllegroIssue], since: Timestamp
    ) async throws(ConnectorError) -> [ConversationChange] {
        var changes: [ConversationChange] = []
        for issue in issues {
            if let changed = issue.changedAt, changed < since { continue }
            do {
                let conversation = issue.conversation(try await api.chat(of: issue.id))
                changes.append(Self.change(conversation, at: issue.changedAt))
            } catch {
                changes.append(try Self.unread(ThreadID(issue.id), at: issue.changedAt, error))
            }
        }
        return changes
    }

    func talk(_ thread: String) async throws(ConnectorError) -> AllegroTalk? {
        try await api.messages(of: thread).map { AllegroTalk(thread: thread, messages: $0) }
    }

    private func issue(_ id: String) async throws(ConnectorError) -> Conversation? {
        guard let issue = try await api.issue(id) else { return nil }
        return issue.conversation(try await api.chat(of: id))
    }

    /// One conversation that cannot be read must not hide all others: it is named only, and whoever asked finds out himself.
    private static func unread(
        _ thread: ThreadID, at time: Timestamp?, _ error: ConnectorError
    ) throws(ConnectorError) -> ConversationChange {
        guard error.retry == .never, error.kind != .credentials else { throw error }
        return ConversationChange(thread: thread, changedAt: time)
    }

    private static func change(_ conversation: Conversation, at time: Timestamp?) -> ConversationChange {
        ConversationChange(
            thread: conversation.thread, order: conversation.order, changedAt: time, conversation: conversation)
    }

    /// How much later than the mail's date the message may be dated: the clocks of both hosts may differ.
    private static let margin = Duration.seconds(600)

    /// First the one whose newest message from outside is nearest before the notification, then the newest activity.
    static func ordered(_ conversations: [Conversation], notifiedAt: Timestamp?) -> [Conversation] {
        func date(_ conversation: Conversation) -> Timestamp? {
            let date = conversation.messages.last { $0.role != .seller }?.createdAt
            guard let notifiedAt, let date, date <= notifiedAt + margin else { return nil }
            return date
        }
        func newest(_ conversation: Conversation) -> Int64 { conversation.messages.last?.createdAt.milliseconds ?? 0 }
        var rest = conversations.sorted { newest($0) > newest($1) }
        let candidates = rest.indices.compactMap { index in date(rest[index]).map { (index: index, date: $0) } }
        if let best = candidates.max(by: { $0.date < $1.date }) { rest.insert(rest.remove(at: best.index), at: 0) }
        return rest
    }
}

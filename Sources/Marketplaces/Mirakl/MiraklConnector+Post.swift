import Domain

extension MiraklConnector {
    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        do throws(ConnectorError) {
            if post.thread == nil, let opening = post.opening { return try await open(post, opening) }
            // Read first: who may be written to, and whether the conversation still exists.
            switch try await target(of: post) {
            case .thread(let thread): return await answer(post, in: thread)
            case .refused(let reason): return .refused(reason: reason)
            }
        } catch {
            return .notSent(error)
        }
    }

    public func reachesBuyer(_ post: Post) async throws(ConnectorError) -> Bool {
        switch post.recipients {
        case .buyer, .both: return true
        case .operator: return false
        case .automatic:
            if post.thread == nil, post.opening != nil { return true }
            guard case .thread(let thread) = try await target(of: post),
                case .to(let readers) = MiraklRecipients.choose(.automatic, answering: post.answering, in: thread)
            else { return false }
            return readers.contains { $0.type == "CUSTOMER" }
        }
    }

    private func answer(_ post: Post, in thread: MiraklThread) async -> PostResult {
        if let refusal = refusal(of: post, in: thread) { return refusal }
        switch MiraklRecipients.choose(post.recipients, answering: post.answering, in: thread) {
        case .refused(let reason): return .refused(reason: reason)
        case .to(let recipients):
            let input = MiraklMessageInput(text: post.text, recipients: recipients, attachments: post.attachments)
            return await api.send(input, in: thread.id, date: now())
        }
    }

    /// Starts a conversation about an order. Every OR43 makes another one, so the only one that these readers have about
    /// it already is taken instead; and what stands in one of them was sent before.
    private func open(_ post: Post, _ opening: Post.Opening) async throws(ConnectorError) -> PostResult {
        guard let number = post.order, let order = try await api.order(number) else {
            return .refused(
                reason: RefusalCode.unknownOrder.with("the marketplace knows no such order, or not for this shop"))
        }
        var post = post
        if post.recipients == .automatic { post.recipients = .buyer }
        let wanted = MiraklRecipients.types(of: post.recipients)
        let threads = try await api.threads(of: OrderNumber(order.id))
        for thread in threads {
            guard let sent = MiraklReadBack.find(post, in: thread) else { continue }
            return .accepted(
                id: RemoteMessageID(sent.id), at: sent.createdAt, text: MiraklText.plain(sent.body))
        }
        let fitting = threads.filter { thread in wanted.allSatisfy { thread.authorizes($0) } }
        if let thread = fitting.first, fitting.count == 1, thread.messageCount < Self.messagesPerThread {
            return await answer(post, in: thread)
        }
        let topic: MiraklThreadInput.Topic
        switch try await self.topic(opening, order) {
        case .topic(let chosen): topic = chosen
        case .refused(let reason): return .refused(reason: reason)
        }
        let input = MiraklThreadInput(
            text: post.text, recipients: wanted, topic: topic, attachments: post.attachments)
        return await api.open(input, order: order.id, date: now())
    }

    private enum TopicChoice {
        case topic(MiraklThreadInput.Topic)
        case refused(String)
    }

    /// A code or label of a reason, else the agent's words; where nothing is said, the only reason or the order's number.
    private func topic(
        _ opening: Post.Opening, _ order: MiraklOrder
    ) async throws(ConnectorError) -> TopicChoice {
        let offered = try await reasons.usable("ORDER_MESSAGING")
        guard let words = opening.topic, !words.isEmpty else {
            return .topic(offered.count == 1 ? .code(offered[0].code) : .words(order.id))
        }
        if case .reason(let reason) = ReasonChoice(words, among: offered) { return .topic(.code(reason.code)) }
        guard words.unicodeScalars.count <= 255 else {
            return .refused(RefusalCode.limits.with("the topic is too long"))
        }
        return .topic(.words(words))
    }

    private enum Target {
        case thread(MiraklThread)
        case refused(String)
    }

    /// The one conversation that a post is meant for; never another one instead.
    private func target(of post: Post) async throws(ConnectorError) -> Target {
        if let id = post.thread {
            guard let thread = try await api.thread(id) else {
                return .refused(
                    RefusalCode.unknownConversation.with(
                        "the marketplace does not know this conversation (any more), or not for this shop"))
            }
            return .thread(thread)
        }
        let threads = try await self.threads(for: ConversationKeys(order: post.order))
        guard let thread = threads.first else {
            return .refused(RefusalCode.noConversation.with("the marketplace knows no conversation for this order"))
        }
        guard threads.count == 1 else {
            return .refused(
                RefusalCode.severalConversations.with(
                    "the order has \(threads.count) conversations, and which one is meant is not known"))
        }
        return .thread(thread)
    }

    private func refusal(of post: Post, in thread: MiraklThread) -> PostResult? {
        let files = thread.messages.reduce(post.attachments.count) { $0 + $1.attachments.count }
        if files > Self.filesPerOrder, !post.attachments.isEmpty {
            return .refused(
                reason: RefusalCode.tooManyFiles.with("an order takes \(Self.filesPerOrder) attachments in all"))
        }
        if thread.messageCount >= Self.messagesPerThread {
            return .refused(
                reason: RefusalCode.conversationFull.with(
                    "the conversation is full (\(Self.messagesPerThread) messages)"))
        }
        return nil
    }
}

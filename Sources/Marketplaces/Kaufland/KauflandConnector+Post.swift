import Domain

extension KauflandConnector {
    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        do throws(ConnectorError) {
            if post.thread == nil, let opening = post.opening { return try await open(post, opening) }
            switch try await target(thread: post.thread, order: post.order) {
            case .ticket(let ticket): return await answer(post, in: ticket)
            case .refused(let reason): return .refused(reason: reason)
            }
        } catch {
            return .notSent(error)
        }
    }

    private func answer(_ post: Post, in ticket: KauflandTicket) async -> PostResult {
        // What is the newest message now is certainly older than the answer.
        var post = post
        let newest = ticket.messages.last.map(\.id) ?? Int64.min
        if newest > post.lastKnown.flatMap({ Int64($0.text) }) ?? Int64.min {
            post.lastKnown = RemoteMessageID(String(newest))
        }
        let message = KauflandMessageRequest(text: post.text, attachments: post.attachments)
        if let failed = await api.send(message, to: ticket.id) { return failed }
        // The answer carries nothing, so it may as well be that of something in between: only the message itself proves
        // that it was taken.
        do {
            guard let shown = try await api.ticket(ThreadID(ticket.id)),
                let found = KauflandReadBack.find(post, in: shown)
            else {
                return .uncertain(reason: DoubtCode.taken.with("tickets/messages: the ticket does not show it"))
            }
            return .accepted(
                id: RemoteMessageID(String(found.id)), at: found.createdAt ?? now(), text: found.text)
        } catch {
            return .uncertain(reason: DoubtCode.taken.with("tickets/messages: not read back: \(error.detail)"))
        }
    }

    /// Starts a ticket about all units of an order, unless one is open already: then that one is written in.
    private func open(_ post: Post, _ opening: Post.Opening) async throws(ConnectorError) -> PostResult {
        guard let number = post.order, let order = try await api.order(number) else {
            return .refused(reason: RefusalCode.unknownOrder.with("the marketplace knows no such order"))
        }
        let open = order.summaries.filter(\.isOpen)
        if let ticket = open.first {
            guard open.count == 1 else {
                let numbers = open.map(\.id).joined(separator: ", ")
                return .refused(
                    reason: RefusalCode.severalConversations.with(
                        "the order has open tickets: \(numbers); answer in one of them"))
            }
            switch try await target(thread: ThreadID(ticket.id), order: nil) {
            case .ticket(let found):
                // What stands there was sent before, by an attempt whose answer was lost.
                if let sent = KauflandReadBack.find(post, in: found) {
                    return .accepted(
                        id: RemoteMessageID(String(sent.id)), at: sent.createdAt ?? now(), text: sent.text)
                }
                return await answer(post, in: found)
            case .refused(let reason): return .refused(reason: reason)
            }
        }
        guard post.attachments.isEmpty else {
            return .refused(
                reason: RefusalCode.tooManyFiles.with(
                    "a new ticket takes no files: open it with the text and send them in the next answer"))
        }
        switch ReasonChoice(opening.topic ?? "contact_other", among: KauflandReasons.opening) {
        case .refused(let reason): return .refused(reason: reason)
        case .reason(let reason):
            let units = order.units.filter { !$0.id.isEmpty }
            guard !units.isEmpty else {
                return .refused(
                    reason: RefusalCode.cannotBegin.with("the order has no units to open a ticket about"))
            }
            switch await api.open(units: units, reason: reason.code, text: post.text) {
            case .failed(let failure): return failure
            case .ticket(let id): return await opened(post, id)
            }
        }
    }

    /// The ticket's number proves that it was opened; what its first message is called has to be read.
    private func opened(_ post: Post, _ id: ThreadID) async -> PostResult {
        do throws(ConnectorError) {
            guard let ticket = try await api.ticket(id), let found = KauflandReadBack.find(post, in: ticket) else {
                return .accepted(id: nil, at: now())
            }
            return .accepted(
                id: RemoteMessageID(String(found.id)), at: found.createdAt ?? now(), text: found.text)
        } catch {
            return .accepted(id: nil, at: now())
        }
    }
}

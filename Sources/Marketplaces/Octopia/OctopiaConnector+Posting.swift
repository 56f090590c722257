import Domain

extension OctopiaConnector {
    private enum Target: Sendable {
        case discussion(OctopiaDiscussion, OctopiaDiscussion.Address)
        case new(OrderNumber, salesChannel: String, customer: String?)
        case refused(String)
    }

    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        let target: Target
        do throws(ConnectorError) {
            target = try await self.target(of: post)
        } catch {
            return .notSent(error)
        }
        switch target {
        case .refused(let reason): return .refused(reason: reason)
        case .discussion(let discussion, let address):
            // What is the newest message now is certainly older than the answer.
            var post = post
            post.lastKnown = discussion.messages.last.map { RemoteMessageID($0.id) } ?? post.lastKnown
            return await proven(
                api.send(post.text, to: address), post, "sendMessage", known: Set(discussion.messages.map(\.id)))
        case .new(let order, let salesChannel, let customer):
            let subject = post.opening?.topic ?? "Votre commande \(order)"
            let written = await api.open(
                post.text, subject: subject, order: order, salesChannel: salesChannel, customer: customer)
            if case .failed(.notSent(let error)) = written, error.kind == .forbidden {
                return .refused(
                    reason: RefusalCode.cannotBegin.with(
                        "the sales channel \(salesChannel) does not let sellers begin discussions"))
            }
            return await proven(written, post, "createDiscussion")
        }
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        let discussions: [OctopiaDiscussion]
        if let thread = post.thread {
            discussions = try await api.discussion(thread.text).map { [$0] } ?? []
        } else {
            guard let order = post.order else { return .impossible }
            discussions = try await self.discussions(about: order)
        }
        for discussion in discussions {
            let found = OctopiaReadBack.look(for: post, in: discussion)
            guard case .absent = found else { return found }
        }
        // The list may lag, or name the order otherwise: a second discussion must not be begun on its word.
        return post.opening == nil ? .absent : .impossible
    }

    /// An answer to a write carries nothing that is certain, so it may as well be that of something in between: only the
    /// message itself proves that it was taken. `known` are the messages that the discussion held before; what the seller
    /// says beside them is ours even if Octopia changed the words. Nil for a new discussion.
    private func proven(
        _ written: APIDoor.Written, _ post: Post, _ operation: String, known: Set<String>? = nil
    ) async -> PostResult {
        if case .failed(let failure) = written { return failure }
        do throws(ConnectorError) {
            if case .found(let id, let time, let text) = try await readBack(post) {
                return .accepted(id: id, at: time, text: text)
            }
            if let known, let thread = post.thread, let discussion = try await api.discussion(thread.text) {
                let fresh = discussion.messages.filter { $0.role == .seller && !known.contains($0.id) }
                if let only = fresh.first, fresh.count == 1 {
                    return .accepted(id: RemoteMessageID(only.id), at: only.createdAt ?? now(), text: only.text)
                }
            }
            return .uncertain(reason: DoubtCode.taken.with("\(operation): the discussion does not show it"))
        } catch {
            return .uncertain(reason: DoubtCode.taken.with("\(operation): not read back: \(error.detail)"))
        }
    }

    private func target(of post: Post) async throws(ConnectorError) -> Target {
        if let thread = post.thread {
            guard let discussion = try await api.discussion(thread.text) else {
                return .refused(
                    RefusalCode.unknownConversation.with("Octopia does not know the discussion \(thread) (any more)"))
            }
            return Self.answer(discussion)
        }
        guard let order = post.order else {
            return .refused(RefusalCode.noConversation.with("neither a discussion nor an order is named"))
        }
        if post.opening != nil { return try await opening(order) }
        let found = try await discussions(about: order)
        guard let only = found.first else {
            return .refused(RefusalCode.noConversation.with("Octopia knows no open discussion about this order"))
        }
        guard found.count == 1 else {
            return .refused(
                RefusalCode.severalConversations.with(
                    "the order has \(found.count) open discussions, and which one is meant is not known"))
        }
        return Self.answer(only)
    }

    private static func answer(_ discussion: OctopiaDiscussion) -> Target {
        guard let address = discussion.address else {
            return .refused(
                RefusalCode.readerMissing.with(
                    "Octopia names no customer or no sales channel of this discussion, without which no answer is taken; "
                        + "answer in the portal"))
        }
        return .discussion(discussion, address)
    }

    private func opening(_ number: OrderNumber) async throws(ConnectorError) -> Target {
        guard let order = try await api.order(number) else {
            return .refused(
                RefusalCode.unknownOrder.with("Octopia does not know the order \(number), or not as one of this seller")
            )
        }
        guard let salesChannel = order.salesChannel else {
            return .refused(
                RefusalCode.cannotBegin.with(
                    "Octopia names no sales channel of this order; begin the discussion in the portal"))
        }
        return .new(number, salesChannel: salesChannel, customer: order.customer)
    }
}

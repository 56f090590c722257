import Domain
import Transport
import Wire

extension AllegroConnector {
    /// How long Allegro is given to look a message over, before it is asked once what came of it.
    private static let inspection = Duration.seconds(1)

    /// Where an answer goes.
    private enum Target: Sendable {
        case thread(String)
        case issue(String)
        /// To a login about an order: begins a talk, or turns one to that order.
        case login(String, OrderNumber)
        case refused(String)

        var place: AllegroPlace? {
            switch self {
            case .thread(let id): .thread(id)
            case .issue(let id): .issue(id)
            case .login(let login, _): .thread(login)
            case .refused: nil
            }
        }
    }

    public func post(_ post: Post) async -> PostResult {
        if let refusal = capabilities.limits.refusal(of: post) { return refusal }
        let target: Target
        do throws(ConnectorError) {
            target = try await self.target(of: post)
        } catch {
            return .notSent(error)
        }
        if case .refused(let reason) = target { return .refused(reason: reason) }
        if let place = target.place, let refusal = AllegroLimits.limits(place, options).refusal(of: post) {
            return refusal
        }
        let home: AllegroFile.Home = if case .issue = target { .issue } else { .centre }
        switch await api.upload(post.attachments, to: home) {
        case .failed(let failure): return failure
        case .ids(let files): return await send(post, files, to: target)
        }
    }

    public func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack {
        if let thread = post.thread {
            switch AllegroPlace(thread) {
            case .issue(let id): return AllegroReadBack.look(for: post, in: try await api.chat(of: id))
            case .thread(let id): return try await look(for: post, inThread: id)
            }
        }
        guard let order = post.order else { return .impossible }
        if post.opening == nil {
            for issue in try await api.issues(of: order) {
                let found = AllegroReadBack.look(for: post, in: try await api.chat(of: issue.id))
                guard case .absent = found else { return found }
            }
        }
        // A thread that holds the answer was changed since.
        let since = post.intendedAt - AllegroReadBack.margin
        guard let login = try await api.order(order)?.buyerLogin,
            let thread = try await api.thread(with: login, since: since)
        else { return .absent }
        return try await look(for: post, inThread: thread.id)
    }

    // MARK: Target

    private func target(of post: Post) async throws(ConnectorError) -> Target {
        if let thread = post.thread {
            switch AllegroPlace(thread) {
            case .issue(let id): return .issue(id)
            case .thread(let id): return try await target(of: post, inThread: id)
            }
        }
        guard let order = post.order else {
            return .refused(RefusalCode.noConversation.with("neither a conversation nor an order is named"))
        }
        if post.opening != nil {
            guard let login = try await api.order(order)?.buyerLogin else {
                return .refused(
                    RefusalCode.unknownOrder.with(
                        "Allegro does not know the order \(order), or not as one of this account"))
            }
            return .login(login, order)
        }
        let found = try await conversations(about: order)
        guard let only = found.first else {
            return .refused(RefusalCode.noConversation.with("Allegro knows no conversation about this order"))
        }
        guard found.count == 1 else {
            return .refused(
                RefusalCode.severalConversations.with(
                    "the order has \(found.count) conversations, and which one is meant is not known"))
        }
        switch AllegroPlace(only.thread) {
        case .issue(let id): return .issue(id)
        case .thread(let id): return try await target(of: post, inThread: id)
        }
    }

    /// An answer in a thread counts for the order that was talked about last. Where that is another one, it has to name its
    /// order.
    private func target(of post: Post, inThread id: String) async throws(ConnectorError) -> Target {
        guard let newest = try await api.messages(of: id, pages: 1) else {
            return .refused(RefusalCode.unknownConversation.with("Allegro does not know the conversation (any more)"))
        }
        let talk = AllegroTalk(thread: id, messages: newest)
        guard let order = post.order, IDShape.isUUID(order.text), let current = talk.currentOrder, current != order
        else {
            return .thread(id)
        }
        if let login = talk.login { return .login(login, order) }
        return try await api.thread(id)?.login.map { .login($0, order) } ?? .thread(id)
    }

    // MARK: Sending

    private func send(_ post: Post, _ files: [String], to target: Target) async -> PostResult {
        switch target {
        case .refused(let reason): .refused(reason: reason)
        case .thread(let id): await finish(api.send(post.text, files: files, to: id), in: id)
        case .login(let login, let order): await finish(api.send(post.text, files: files, to: login, about: order))
        case .issue(let id): await finish(api.send(post.text, file: files.first, to: id), ofIssue: id, post)
        }
    }

    /// `thread` = where the message has to stand; nil where that is not known before.
    private func finish(_ written: APIDoor.Written, in thread: String? = nil) async -> PostResult {
        let response: HTTPResponse
        switch written {
        case .failed(let failure): return failure
        case .taken(let answer): response = answer
        }
        guard let json = try? JSON(parsing: response.body), var message = AllegroMessage(json) else {
            return .uncertain(reason: "\(AllegroAPI.sending): taken, but the answer names no message")
        }
        if let thread, let shown = message.thread, shown != thread {
            return .uncertain(reason: "\(AllegroAPI.sending): the answer names another thread")
        }
        message = await inspected(message)
        if message.isStopped {
            return .refused(
                reason: RefusalCode.notDelivered.with(
                    "Allegro did not deliver the message (\(message.status)): it holds what its rules forbid, "
                        + "such as links or addresses. The buyer has not seen it"))
        }
        return .accepted(id: RemoteMessageID(message.id), at: message.createdAt ?? now(), text: message.text)
    }

    /// The message as it is after Allegro looked it over; as it was where it cannot be asked, for sent it is in any case.
    private func inspected(_ message: AllegroMessage) async -> AllegroMessage {
        guard message.status == "VERIFYING" else { return message }
        do {
            try await Task.sleep(for: Self.inspection)
            return try await api.message(message.id) ?? message
        } catch {
            return message
        }
    }

    private func finish(_ written: APIDoor.Written, ofIssue id: String, _ post: Post) async -> PostResult {
        let response: HTTPResponse
        switch written {
        case .failed(let failure): return failure
        case .taken(let answer): response = answer
        }
        if let json = try? JSON(parsing: response.body), let message = AllegroIssueEntry(json, of: id, number: 0),
            json["id"].filled != nil
        {
            return .accepted(id: RemoteMessageID(message.id), at: message.createdAt ?? now(), text: message.text)
        }
        // No member of the answer is certain: only the message itself proves that it was taken.
        do throws(ConnectorError) {
            guard
                case .found(let id, let time, let text) = AllegroReadBack.look(
                    for: post, in: try await api.chat(of: id))
            else {
                return .uncertain(reason: DoubtCode.taken.with("\(AllegroAPI.sending): the issue does not show it"))
            }
            return .accepted(id: id, at: time, text: text)
        } catch {
            return .uncertain(reason: DoubtCode.taken.with("\(AllegroAPI.sending): not read back: \(error.detail)"))
        }
    }

    // MARK: Reading back

    private func look(for post: Post, inThread id: String) async throws(ConnectorError) -> ReadBack {
        let start = post.intendedAt - AllegroReadBack.margin - .milliseconds(1)
        return AllegroReadBack.look(for: post, in: try await api.messages(of: id, after: start) ?? [])
    }
}

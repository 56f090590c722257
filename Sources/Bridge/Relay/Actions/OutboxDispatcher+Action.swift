import Domain
import Marketplaces
import Store

/// The same for actions beside answers.
extension OutboxDispatcher {
    func act(_ entry: OutboxEntry, _ ticket: Ticket) async -> Verdict {
        guard let request = request(entry, ticket) else { return .refused("the action cannot be read any more") }
        if let verdict = await lookBehind(request, entry) { return verdict }
        do {
            if try await hasUnseenQuestion(entry, request) { return .refused(words(entry).newQuestion) }
            // What is asked for now is other work: cut off, it must not be taken for what was asked for before.
            if entry.handle != nil { try await context.store.forgetWork(of: entry.id) }
        } catch {
            return .again(ConnectorError(.unavailable, "\(error)", retry: .later))
        }
        switch await account.connector.perform(request) {
        case .done(let note): return .done(note: note)
        case .pending(let handle): return .pending(handle: handle)
        case .refused(let reason): return .refused(reason)
        case .notSent(let error): return .again(error)
        case .uncertain(let reason): return .unclear(reason, looks: 0)
        }
    }

    /// Money that may have moved is looked for before it moves again: it may have come to light since. Nil if it is to be moved.
    private func lookBehind(_ request: ActionRequest, _ entry: OutboxEntry) async -> Verdict? {
        guard entry.movesMoney, entry.doubtedAt != nil else { return nil }
        do {
            switch try await account.connector.outcome(of: request, handle: entry.handle) {
            case .done(let note): return .done(note: note)
            case .pending: return entry.handle.map { .pending(handle: $0) } ?? .needsPerson
            case .failed, .absent: return nil
            case .impossible: return entry.isVouchedFor ? nil : .needsPerson
            }
        } catch {
            return error.mayPass ? .again(error) : .needsPerson
        }
    }

    func lookAtAction(_ entry: OutboxEntry, _ ticket: Ticket) async -> Verdict {
        guard let request = request(entry, ticket) else { return .needsPerson }
        do {
            switch try await account.connector.outcome(of: request, handle: entry.handle) {
            case .done(let note): return .done(note: note)
            case .failed(let reason): return .refused(reason)
            // Without a name it was never taken, as far as anybody knows.
            case .pending:
                return entry.handle.map { .pending(handle: $0) } ?? .unclear("pending", looks: entry.readBacks)
            case .absent: return .absent
            case .impossible: return .needsPerson
            }
        } catch {
            // What was taken is still worked on, however long the marketplace cannot be asked.
            return entry.handle.map { .pending(handle: $0) } ?? .unclear(error.description, looks: entry.readBacks)
        }
    }

    /// Whether the action would put a question out of sight that its agent has not read.
    private func hasUnseenQuestion(_ entry: OutboxEntry, _ request: ActionRequest) async throws(StoreError) -> Bool {
        guard request.task.endsWait else { return false }
        let messages = try await context.store.messages(of: entry.ticket)
        let known = messages.first { $0.remoteID == entry.lastKnown }
        return messages.contains { message in
            guard message.role == .buyer, [nil, message.thread].contains(request.thread) || message.thread == nil else {
                return false
            }
            guard let known else { return message.createdAt > entry.createdAt }
            return message.id > known.id && message.createdAt > known.createdAt
        }
    }

    private func words(_ entry: OutboxEntry) -> ActionTexts {
        ActionTexts.of(context.settings.agent(at: entry.agent)?.language ?? context.settings.language)
    }

    private func request(_ entry: OutboxEntry, _ ticket: Ticket) -> ActionRequest? {
        guard let task = entry.task.flatMap({ TaskNote.task($0, attachments: entry.attachments) }) else { return nil }
        return ActionRequest(
            task: task, thread: entry.thread ?? ticket.thread, order: ticket.order,
            intendedAt: intended(entry), key: PostKey(entry, domain: context.settings.domain).text)
    }
}

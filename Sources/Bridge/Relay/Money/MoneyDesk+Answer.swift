import Domain
import Marketplaces
import Replies
import Store

/// The answer to a question about money.
extension MoneyDesk {
    /// `ok CODE` in any mail of the ticket: the open question that it belongs to, or the newest one.
    func coded(_ code: String) async throws -> Intake {
        var open: [(OutboxEntry, MoneyRequest)] = []
        for entry in try await store.outbox(of: desk.ticket.id) where entry.state == .held && entry.task != nil {
            if let request = try await store.moneyRequest(outbox: entry.id), request.step != .done {
                open.append((entry, request))
            }
        }
        let named = open.last { ConfirmationCode.matches(code, $1.codeHash, for: $0.replyKey, $1.step) } ?? open.last
        guard let (entry, request) = named else { return try told("unknown-code", [texts.nothingWaits]) }
        return try await answered(entry, request, code)
    }

    /// The agent answers the question about `entry`.
    func answered(_ entry: OutboxEntry) async throws -> Intake {
        guard let request = try await store.moneyRequest(outbox: entry.id) else {
            return try dropped(entry, "unknown-request", [texts.askAgain])
        }
        // Confirmed once, and perhaps done: in doubt, or held by a store that was restored.
        if entry.isInDoubt || entry.moneyMayHaveMoved && request.step == .done {
            return try await renewed(entry, request)
        }
        guard request.step != .done else { return try dropped(entry, "unknown-request", [texts.askAgain]) }
        guard let code = reply.extraction.consentCode else {
            return try told("not-confirmed", [texts.needsCode], event: .replyIgnored, showing: entry.text)
        }
        return try await answered(entry, request, code)
    }

    private func answered(_ entry: OutboxEntry, _ request: MoneyRequest, _ code: String) async throws -> Intake {
        if let objection = try objection(request) { return objection }
        guard request.expiresAt >= now else {
            return try dropped(entry, "expired", [fill(texts.expired, ["date": shown(request.expiresAt)])])
        }
        guard ConfirmationCode.matches(code, request.codeHash, for: entry.replyKey, request.step) else {
            return try wrong(entry, request)
        }
        let order: OrderContext
        do {
            guard let number = desk.ticket.order, let found = try await desk.account.connector.order(number) else {
                return try dropped(entry, "order-gone", [texts.changed])
            }
            order = found
        } catch let error as ConnectorError {
            return try desk.notDone(reply, reason: error.description, portal: desk.portal(reply))
        }
        // Another price, quantity or state: the agent has to see what it would be now.
        guard order.digest == request.order else { return try dropped(entry, "order-changed", [texts.changed]) }
        return try await settled(entry, request)
    }

    /// Who answers is not who has to; does not count as a try.
    private func objection(_ request: MoneyRequest) throws -> Intake? {
        let address = reply.agent.address
        switch request.step {
        case .confirm where address != request.askedBy:
            return try told(
                "not-asker", [fill(texts.notAsker, ["name": agentName(request.askedBy)])], event: .moneyRefused)
        case .approve where address == request.askedBy:
            let names = request.amount.map { self.names(of: $0, request.askedBy) } ?? ""
            return try told("own-approval", [fill(texts.ownApproval, ["names": names])], event: .moneyRefused)
        case .approve where !(request.amount.map(reply.agent.money.approves.allows) ?? false):
            return try told("not-approver", [texts.notApprover], event: .moneyRefused)
        case .confirm, .approve, .done: return nil
        }
    }

    private func wrong(_ entry: OutboxEntry, _ request: MoneyRequest) throws -> Intake {
        var request = request
        request.tries += 1
        let left = Self.tries - request.tries
        guard left > 0 else { return try dropped(entry, "wrong-code", [texts.noMoreTries]) }
        var intake = try told("wrong-code", [fill(texts.wrongCode, ["count": String(left)])], event: .moneyRefused)
        intake.moneyRequest = request
        intake.outboxChanges = [.hold(id: entry.id, reason: entry.reason ?? HoldCause.confirmAction.rawValue)]
        return intake
    }

    /// The right word of the right agent, in time, for the order as it was shown.
    private func settled(_ entry: OutboxEntry, _ request: MoneyRequest) async throws -> Intake {
        var request = request
        let step = request.step
        switch step {
        case .confirm:
            request.confirmedBy = reply.agent.address
            switch try await policy(besides: entry.id).verdict(request.amount) {
            case .refused(let refusal):
                var intake = try refused(refusal, request.amount)
                intake.outboxChanges = [putAside(entry, refusal.rawValue)]
                return intake
            case .approval: return try approval(entry, request)
            case .alone: break
            }
        case .approve, .done: request.approvedBy = reply.agent.address
        }
        request.step = .done
        var intake = try desk.released(entry, text: nil, by: reply)
        guard intake.outbox == nil, !intake.outboxChanges.isEmpty else { return intake }
        intake.moneyRequest = request
        intake.journal.append(journal(step == .confirm ? .moneyConfirmed : .moneyApproved, request))
        return intake
    }

    /// Confirmed by the asker; now another agent is asked.
    private func approval(_ entry: OutboxEntry, _ request: MoneyRequest) throws -> Intake {
        var request = request
        let code = ConfirmationCode.random()
        request.step = .approve
        request.needsApproval = true
        request.tries = 0
        request.codeHash = code.hash(for: entry.replyKey, .approve)
        request.expiresAt = now + desk.context.settings.money.approvalLifetime
        let names = request.amount.map { self.names(of: $0, request.askedBy) } ?? ""
        let approver = agents.first { agent in
            agent.address != request.askedBy && (request.amount.map(agent.money.approves.allows) ?? false)
        }
        let composer = desk.composer(approver?.language ?? reply.agent.language)
        let asks = composer.fill(
            MoneyTexts.of(composer.language).approve, ["name": agentName(request.askedBy), "names": names])
        let question = MoneyQuestion(words: entry.text, code: code, expiresAt: request.expiresAt, asks: asks)
        var mail = try composer.confirmation(
            question, name: "approve \(desk.fingerprint.name)", answers: reply.answers, folder: desk.folder)
        mail.outbox = entry.id
        var intake = desk.intake(.command, "approval asked")
        intake.ticketMails = [mail]
        intake.moneyRequest = request
        intake.outboxChanges = [.hold(id: entry.id, reason: HoldCause.confirmAction.rawValue)]
        intake.journal = [journal(.moneyConfirmed, request)]
        return intake
    }

    /// Nobody knows whether the marketplace did it: another attempt is asked for as if it was the first.
    private func renewed(_ entry: OutboxEntry, _ request: MoneyRequest) async throws -> Intake {
        if reply.agent.address != request.askedBy {
            return try told(
                "not-asker", [fill(texts.notAsker, ["name": agentName(request.askedBy)])], event: .moneyRefused)
        }
        var request = request
        let code = ConfirmationCode.random()
        request.step = .confirm
        request.tries = 0
        request.confirmedBy = nil
        request.approvedBy = nil
        request.codeHash = code.hash(for: entry.replyKey, .confirm)
        request.expiresAt = now + desk.context.settings.money.codeLifetime
        if let number = desk.ticket.order, let order = try await desk.account.connector.order(number) {
            request.order = order.digest
        }
        let question = MoneyQuestion(
            words: entry.text, code: code, expiresAt: request.expiresAt,
            warnings: [fill(ActionTexts.of(reply.agent.language).uncertain)])
        var mail = try desk.composer(reply.agent.language).confirmation(
            question, name: "confirm \(desk.fingerprint.name)", answers: reply.answers, folder: desk.folder)
        mail.outbox = entry.id
        var intake = desk.intake(.command, "asked again")
        intake.ticketMails = [mail]
        intake.moneyRequest = request
        intake.outboxChanges = [.hold(id: entry.id, reason: HoldCause.confirmAction.rawValue)]
        intake.journal = [journal(.moneyAsked, request)]
        return intake
    }

    private func dropped(_ entry: OutboxEntry, _ reason: String, _ lines: [String]) throws -> Intake {
        // "Nothing was done" would be a lie about what may have been done before.
        let lines = entry.moneyMayHaveMoved ? [fill(ActionTexts.of(reply.agent.language).uncertain)] : lines
        var intake = try told(reason, lines, event: .moneyRefused, showing: entry.text)
        intake.outboxChanges = [putAside(entry, reason)]
        return intake
    }

    /// The question is over. What may have been done before stays in doubt, and goes on counting.
    private func putAside(_ entry: OutboxEntry, _ reason: String) -> OutboxChange {
        entry.moneyMayHaveMoved
            ? .hold(id: entry.id, reason: OutboxEntry.outcomeUnknown) : .drop(id: entry.id, reason: reason)
    }

    private func agentName(_ address: String) -> String {
        desk.context.settings.agent(at: address)?.identity.name ?? address
    }

    /// Codes that may be wrong before the question is withdrawn.
    static let tries = 3
}

import ContentRules
import Domain
import Marketplaces
import Replies
import Store

/// Looks an answer through before it may be posted, by the rules and limits of its marketplace: what is refused comes back
/// with its text, what is held asks the agent, what is only warned of goes out.
struct ContentDesk: Sendable {
    let desk: ReplyDesk
    /// The entry whose place the answer takes, or that it is about.
    let replaced: OutboxEntry?

    init(_ desk: ReplyDesk, replacing replaced: OutboxEntry? = nil) {
        self.desk = desk
        self.replaced = replaced
    }

    // MARK: Deciding

    /// What becomes of an answer that must not simply go out; nil if it may.
    ///
    /// - Parameter opening: topic of the conversation that it begins
    func objection(to reply: AgentReply, opening: String? = nil) async throws -> Intake? {
        let opening = opening ?? replaced?.opening
        let review = try await review(
            reply, text: reply.text, files: reply.attachments, isOpening: opening != nil)
        let texts = RuleTexts.of(reply.agent.language)
        if review.isRefused {
            return try desk.failed(
                reply, reason: review.lines(texts).joined(separator: "\n"), detail: "rules: \(review.names)")
        }
        guard review.isHeld else { return nil }
        var intake = try desk.held(reply, .contentRules, notes: review.lines(texts))
        begin(opening, &intake)
        intake.journal.append(desk.journal(.replyHeld, "rules: \(review.names)"))
        return intake
    }

    /// Asks about an answer that is in doubt anyway, and says too what the rules find in it: its `ok` covers both.
    func held(_ reply: AgentReply, _ cause: HoldCause) async throws -> Intake {
        let review =
            reply.text.isEmpty
            ? ContentReview() : try await review(reply, text: reply.text, files: reply.attachments)
        var intake = try desk.held(
            reply, cause, notes: review.lines(RuleTexts.of(reply.agent.language)), canConfirm: !review.isRefused)
        begin(replaced?.opening, &intake)
        return intake
    }

    /// The agent said `ok` to a text that was held.
    func consented(to entry: OutboxEntry, _ reply: AgentReply, _ review: ContentReview) throws -> Intake {
        if review.isRefused {
            let reason = review.lines(RuleTexts.of(reply.agent.language)).joined(separator: "\n")
            var intake = try desk.failed(
                reply, reason: reason, detail: "rules: \(review.names)", text: entry.text,
                files: entry.attachments)
            intake.outboxChanges = [.drop(id: entry.id, reason: "content-rules")]
            return intake
        }
        var intake = try desk.released(entry, text: nil, by: reply)
        if review.isHeld {
            intake.journal.append(desk.journal(.ruleOverridden, "\(review.names) by \(reply.agent.identity.name)"))
        }
        return intake
    }

    /// What an agent has to mend in words for the marketplace's staff; empty if nothing.
    func slips(in text: String, _ language: AgentLanguage) -> [String] {
        let findings = ContentCheck(desk.account.policy.forOperator).findings(in: text)
        return ContentReview(findings: findings.filter { $0.action > .warn }).lines(RuleTexts.of(language))
    }

    private func begin(_ opening: String?, _ intake: inout Intake) {
        guard let opening, intake.outbox != nil else { return }
        intake.outbox?.opening = opening
        intake.outbox?.thread = nil
    }

    // MARK: Looking

    func review(
        _ reply: AgentReply, text: String, files: [Attachment], isOpening: Bool? = nil
    ) async throws -> ContentReview {
        let isOpening = isOpening ?? (replaced?.opening != nil)
        let survey = ContentSurvey(store: desk.context.store, ticket: desk.ticket, policy: desk.account.policy)
        let facts = try await survey.facts(
            text, reply.messages, agent: reply.agent, relay: reply.target?.relay, isOpening: isOpening,
            besides: replaced?.id, at: desk.context.now())
        let policy = reply.recipients == .operator ? desk.account.policy.forOperator : desk.account.policy
        let thread = isOpening ? nil : reply.target?.thread ?? desk.ticket.thread
        return ContentReview(
            findings: ContentCheck(policy, facts).findings(in: text, files: files),
            violations: desk.account.connector.limits(in: thread).violations(text: text, attachments: files))
    }
}

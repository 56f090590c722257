import Domain
import Replies
import Store

extension ReplyHabit {
    /// What a reply teaches about the agent's next one; nil if it was not written for a buyer.
    ///
    /// - Parameter intake: what became of it
    init?(_ reply: AgentReply, _ intake: Intake, at now: Timestamp) {
        let extraction = reply.extraction
        guard !extraction.text.isEmpty, !extraction.isConsent, intake.outbox?.task == nil else { return nil }
        let isReleased = intake.outboxChanges.contains { if case .release = $0 { true } else { false } }
        let wentOut = intake.outbox?.state == .queued || intake.outbox?.reason == "shadow" || isReleased
        switch extraction.decision {
        case .ignore: return nil
        case .relay, .hold:
            self.init(
                at: now, agent: reply.agent.address, client: reply.client.name, method: extraction.method.rawValue,
                isFormOnly: extraction.isFormOnly,
                standing: extraction.decision == .relay && wentOut ? .relayed : .asked,
                length: extraction.text.count, tail: extraction.ending.digests)
        }
    }
}

import Domain
import Marketplaces
import Store

extension OutboxEntry {
    /// Nobody knows whether it arrived: being read back, or handed to a person because it cannot be.
    var isInDoubt: Bool { state == .uncertain || (state == .held && reason == OutboxEntry.outcomeUnknown) }

    /// The same, or it waits to be sent once more because nobody found it, or for a word since the store was restored.
    var mayHaveArrived: Bool { isInDoubt || (doubtedAt != nil && [.queued, .held].contains(state)) }

    /// Money that a marketplace may have moved: nobody knows, whatever was asked and said since. It is never called undone.
    var moneyMayHaveMoved: Bool { movesMoney && doubtedAt != nil && state != .confirmed }

    /// What was sent before may come to light yet, whatever becomes of this attempt: no person has looked since. Of money no
    /// look is enough, as the marketplace may refuse it just because it was moved before.
    var mayStandThere: Bool {
        guard doubtedAt != nil else { return false }
        return movesMoney ? state == .sending || isRepeated : state == .sending && !isVouchedFor
    }

    /// A person wanted it sent again after the first attempt.
    private var isRepeated: Bool {
        guard let intendedAt, let resumedAt else { return false }
        return resumedAt > intendedAt
    }

    /// Whoever wanted it sent since it came into doubt has looked in the portal.
    var isVouchedFor: Bool {
        guard let doubtedAt, let resumedAt else { return false }
        return resumedAt >= doubtedAt
    }

    /// The marketplace said that it took it, and has not shown it yet.
    var wasTaken: Bool { state == .uncertain && reason.map(DoubtCode.taken.leads) ?? false }
}

extension TicketStore {
    /// The question about money that `entry` waits for the answer to; nil for what is on its way, done or in doubt.
    func moneyQuestion(of entry: OutboxEntry) async throws(StoreError) -> MoneyRequest? {
        guard entry.state == .held, !entry.isInDoubt, !entry.moneyMayHaveMoved else { return nil }
        return try await moneyRequest(outbox: entry.id)
    }

    /// Whether money that was asked for was moved, is on its way, may have been moved, or may still be: its code counts yet, or
    /// its agents have confirmed it. What an administrator holds then has no time to run out: released, it moves.
    func mayMove(_ entry: OutboxEntry, at now: Timestamp) async throws(StoreError) -> Bool {
        guard let request = try await moneyQuestion(of: entry), request.step != .done else { return true }
        return request.expiresAt >= now
    }
}

extension [OutboxEntry] {
    /// The answer of these that a seller's message at the marketplace is; nil for one that was not given through the bridge.
    func source(of message: ConversationMessage) -> OutboxEntry? {
        first { entry in
            guard entry.task == nil, [.sending, .confirmed].contains(entry.state) || entry.mayHaveArrived else {
                return false
            }
            return entry.remoteID.map { $0 == message.id }
                ?? isText(message.text, thatWasSentAs: entry.text, allowsMore: true)
        }
    }
}

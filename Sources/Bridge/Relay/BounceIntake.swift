import Domain
import MIME
import Replies
import Store

/// A mail server says that a relay mail of ours did not arrive: the answer counts as not given, and the agent is told.
struct BounceIntake: Sendable {
    let context: BridgeContext

    init(_ context: BridgeContext) { self.context = context }

    /// Nil if the mail is no report on a relay mail of ours. The mail's name is random, so a report that knows it comes
    /// from someone whom the relay mail was given to.
    func decide(_ mail: IncomingMail, _ message: Message, _ fingerprint: Fingerprint) async throws -> Intake? {
        guard isFailureReport(message), let entry = try await entry(among: PostKey.replyKeys(in: mail.bytes)),
            entry.state == .confirmed || entry.isInDoubt,
            let ticket = try await context.store.ticket(entry.ticket),
            let account = context.accounts[ticket.marketplace]
        else { return nil }
        var intake = Intake(
            mail: mail.key,
            outcome: Outcome(
                .update, reason: "bounce", ticket: ticket.id, messageID: fingerprint.messageID,
                contentHash: fingerprint.contentHash,
                moveTo: context.settings.originals(for: mail.key)))
        // Nobody is left to tell, and nothing to bring back.
        guard ticket.erasedAt == nil else { return intake }
        try await Bounce(context, account, ticket).takeBack(entry, in: &intake)
        return intake
    }

    /// A delivery status notification with a permanent failure (RFC 3464 §2.3.3); a delay or a success is none.
    private func isFailureReport(_ message: Message) -> Bool {
        guard let root = message.parts.first, root.type == "multipart/report",
            let status = message.parts.first(where: { $0.type == "message/delivery-status" })
        else { return false }
        return String(decoding: message.content(of: status), as: UTF8.self).split(whereSeparator: \.isNewline)
            .contains { line in
                let line = line.lowercased()
                return line.hasPrefix("action:") && line.dropFirst(7).contains("failed")
            }
    }

    private func entry(among keys: [String]) async throws -> OutboxEntry? {
        for key in keys {
            if let entry = try await context.store.outboxEntry(replyKey: key) { return entry }
        }
        return nil
    }
}

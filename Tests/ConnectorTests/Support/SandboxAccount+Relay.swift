import Domain
import Marketplaces
import MIME
import Sandbox
import TestSupport

/// For marketplaces whose buyers are answered by mail.
extension SandboxAccount {
    /// How the buyer's mail that `receipt` names is to be answered, as the recogniser reads it.
    func relayContext(of receipt: BuyerReceipt) async throws -> Post.RelayContext {
        let message = try await notification(of: receipt)
        let recogniser = try NotificationRecogniser(settings: [], authservID: "mx.seller.example")
        let found = recogniser.recognise(message)
        guard found.standing == .proven, let address = found.relayAddress else {
            throw SupportError("the mail cannot be answered by mail: \(found.reason)")
        }
        return Post.RelayContext(
            address: address, subject: message.subject ?? "", messageID: message.messageID,
            references: message.references, quoted: message.body.text ?? "")
    }

    /// The marketplace's mail about a buyer's message.
    func notification(of receipt: BuyerReceipt) async throws -> Message {
        let mails = await sandbox.mails().filter { $0.kind == .notification }.map { Message(parsing: $0.bytes) }
        guard let mail = mails.last(where: { $0.messageID == receipt.notification }) else {
            throw SupportError("there is no mail about the message")
        }
        return mail
    }

    /// An answer by mail to the message that `receipt` names.
    func relayPost(_ text: String, to receipt: BuyerReceipt, attachments: [Attachment] = []) async throws -> Post {
        var post = post(text, to: receipt, attachments: attachments)
        post.relay = try await relayContext(of: receipt)
        return post
    }

    /// What becomes of an action, once it is not pending any more; at most ten seconds later.
    func settled(_ request: ActionRequest, handle: String?) async throws -> ActionOutcome {
        var outcome = ActionOutcome.pending
        try await eventually("the marketplace's work ends", within: .seconds(10), every: .milliseconds(20)) {
            outcome = try await connector.outcome(of: request, handle: handle)
            return outcome != .pending
        }
        return outcome
    }

    /// How often an operation was carried out.
    func accepted(_ operation: String) async -> Int {
        await sandbox.counts().first { $0.place.rawValue == marketplace.rawValue && $0.operation == operation }?
            .accepted ?? 0
    }
}

/// A result without its numbers and words, for comparison.
func kind(_ result: PostResult) -> String {
    switch result {
    case .accepted: "accepted"
    case .refused: "refused"
    case .notSent(let error): "not sent, \(error.kind.rawValue)"
    case .uncertain: "uncertain"
    }
}

func kind(_ result: ActionResult) -> String {
    switch result {
    case .done: "done"
    case .pending: "pending"
    case .refused: "refused"
    case .notSent(let error): "not sent, \(error.kind.rawValue)"
    case .uncertain: "uncertain"
    }
}

func kind(_ outcome: ActionOutcome) -> String {
    switch outcome {
    case .done: "done"
    case .failed: "failed"
    case .pending: "pending"
    case .absent: "absent"
    case .impossible: "impossible"
    }
}

import Domain
import Marketplaces
import Sandbox
import Testing

/// What a post ended as, in one word and its reason.
func word(_ result: PostResult) -> String {
    switch result {
    case .accepted: "accepted"
    case .refused(let reason): "refused: \(reason)"
    case .notSent(let error): "not sent: \(error.kind.rawValue)"
    case .uncertain: "uncertain"
    }
}

/// What an action ended as, in one word and its note.
func word(_ result: ActionResult) -> String {
    switch result {
    case .done(let note): "done: \(note ?? "")"
    case .pending(let handle): "pending: \(handle)"
    case .refused(let reason): "refused: \(reason)"
    case .notSent(let error): "not sent: \(error.kind.rawValue)"
    case .uncertain(let reason): "uncertain: \(reason)"
    }
}

extension SandboxAccount {
    /// An action on an order that nobody wrote about.
    func request(_ task: ActionRequest.Task, order: String) -> ActionRequest {
        ActionRequest(
            task: task, thread: nil, order: OrderNumber(order), intendedAt: systemTime(), key: "action-\(order)")
    }

    /// The first message of a new conversation.
    func opening(_ text: String, order: String, topic: String? = nil, attachments: [Domain.Attachment] = []) -> Post {
        Post(
            thread: nil, order: OrderNumber(order), text: text, attachments: attachments,
            opening: Post.Opening(topic: topic), intendedAt: systemTime(), key: "open-\(order)")
    }

    /// How often an operation was carried out.
    func count(_ operation: String) async -> Int {
        await sandbox.counts().first { $0.operation == operation && $0.place.rawValue == marketplace.rawValue }?
            .accepted ?? 0
    }

    /// What the buyer sees of the seller about an order, over all conversations.
    func sellersTexts(_ order: String) async -> [String] {
        await sandbox.conversations().filter { $0.marketplace == marketplace && $0.order == order }
            .flatMap(\.messages).filter { $0.role == .seller }.map(\.text)
    }
}

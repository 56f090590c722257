import Domain
import Marketplaces
import Sandbox
import Testing

/// What a post ended as, in one word and its reason.
func word(_ result: PostResult) -> String {
    switch result {
    case .accepted: "accepted"
    case .refused(let reason): "refused: \(PostFault(reason).words)"
    case .notSent(let error): "not sent: \(error.kind.rawValue)"
    case .uncertain: "uncertain"
    }
}

/// What an action ended as, in one word and its note.
func word(_ result: ActionResult) -> String {
    switch result {
    case .done(let note): "done: \(note ?? "")"
    case .pending(let handle): "pending: \(handle)"
    case .refused(let reason): "refused: \(PostFault(reason).words)"
    case .notSent(let error): "not sent: \(error.kind.rawValue)"
    case .uncertain(let reason): "uncertain: \(reason)"
    }
}

/// What a post ended as, in one word, with the reason of a refusal.
func ending(_ result: PostResult) -> String { word(result) }

/// What an action ended as, in one word, with the reason of a refusal.
func ending(_ result: ActionResult) -> String {
    switch result {
    case .done: "done"
    case .pending: "pending"
    case .uncertain: "uncertain"
    default: word(result)
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

    /// What the buyer sees of the seller about an order, over all conversations.
    func sellersTexts(_ order: String) async -> [String] {
        await sandbox.conversations().filter { $0.marketplace == marketplace && $0.order == order }
            .flatMap(\.messages).filter { $0.role == .seller }.map(\.text)
    }

    /// Sends an answer as the bridge does: what is unclear is read back before it goes out again. Returns whether it
    /// arrived.
    func deliver(_ post: Post, attempts: Int = 4) async throws -> Bool {
        for _ in 0..<attempts {
            switch await connector.post(post) {
            case .accepted: return true
            case .refused(let reason):
                Issue.record("refused: \(reason)")
                return false
            case .notSent: continue
            case .uncertain:
                switch try await connector.readBack(post) {
                case .found: return true
                case .absent: continue
                case .impossible: return false
                }
            }
        }
        return false
    }
}

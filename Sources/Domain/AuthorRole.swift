/// Who wrote a message of a conversation.
public enum AuthorRole: String, Sendable, CaseIterable {
    case buyer, seller, `operator`, system
}

import Domain
import Marketplaces
import Store

extension BridgeContext {
    /// What was erased stays away although the marketplace still shows it: its messages are left out.
    func withoutErased(
        _ conversation: Conversation, at marketplace: MarketplaceName
    ) async throws(StoreError) -> Conversation {
        let erased = try await store.erased(among: conversation.messages.map(\.id), at: marketplace)
        guard !erased.isEmpty else { return conversation }
        var rest = conversation
        rest.messages.removeAll { erased.contains($0.id) }
        return rest
    }
}

import Domain
import Marketplaces
import Store

/// Reads an answer that was taken once more, for its receipt: one look, and not longer than the agent may be kept waiting.
struct ReceiptReading: Sendable {
    let account: Account

    /// Agents hear of their answer within ten seconds of its being taken; the rest is for the store and the mailbox.
    static let patience = Duration.seconds(6)

    /// The text as it stands there; nil where nothing can be read back, and where it was not shown in time.
    func text(of id: RemoteMessageID, thread: ThreadID?, order: OrderNumber?) async -> String? {
        guard account.connector.capabilities.readsThreads, thread != nil || order != nil else { return nil }
        let connector = account.connector
        return await withTaskGroup(of: String?.self) { group in
            group.addTask {
                do throws(ConnectorError) {
                    let found = try await connector.conversations(for: ConversationKeys(thread: thread, order: order))
                    return found.lazy.flatMap(\.messages).first { $0.id == id }?.text
                } catch {
                    // The answer stands there in any case; its receipt says that this is the text that was sent.
                    return nil
                }
            }
            group.addTask {
                // Cancelled as soon as the look has ended.
                try? await Task.sleep(for: Self.patience)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }
}

import Domain
import Marketplaces

/// Brings a message's files along, as far as they can be had and fit.
struct AttachmentFetch: Sendable {
    let context: BridgeContext
    let account: Account

    init(_ context: BridgeContext, _ account: Account) {
        self.context = context
        self.account = account
    }

    /// - Parameter isPatient: whether a file that cannot be had now is worth waiting for
    /// - Throws: ``ConnectorError`` if trying again can help and time is left
    func fetch(
        _ references: [AttachmentReference], given: [Attachment], isPatient: Bool
    ) async throws -> (attachments: [Attachment], missing: [String]) {
        var attachments: [Attachment] = []
        var missing: [String] = []
        var room = context.settings.attachmentLimit
        func take(_ file: Attachment) {
            if file.bytes.count <= room {
                room -= file.bytes.count
                attachments.append(file)
            } else {
                missing.append(file.name)
            }
        }
        given.forEach(take)
        for reference in references {
            guard reference.size ?? 0 <= room else {
                missing.append(reference.name)
                continue
            }
            do {
                take(try await account.connector.attachment(reference))
            } catch {
                if isPatient, error.retry != .never { throw error }
                missing.append(reference.name)
            }
        }
        return (attachments, missing)
    }
}

import Domain
import MIME
import Sandbox
import Testing

/// The log must hold no secret, no name, no address, and no word that buyers or agents wrote.
func expectNoCanaries(in shop: Shop) async throws {
    let log = shop.log
    for canary in try await canaries(in: shop) {
        let line = log.split(separator: "\n").first { $0.contains(canary) } ?? ""
        #expect(!log.contains(canary), "the log tells “\(canary)”: \(line)")
    }
}

private func canaries(in shop: Shop) async throws -> Set<String> {
    var canaries: Set<String> = [
        Shop.password, shop.stand.miraklKey.reveal(), shop.stand.kauflandSecret.reveal(),
        shop.stand.amazonClientSecret.reveal(), shop.stand.amazonRefreshToken.reveal(), Shop.anna, Shop.ben,
        Shop.mailboxUser,
    ]
    for conversation in await shop.sandbox.conversations() {
        canaries.insert(conversation.buyer)
        if let relay = conversation.relayAddress { canaries.insert(String(relay.localPart)) }
        for message in conversation.messages {
            canaries.formUnion(message.text.split(separator: "\n").map(String.init))
            canaries.formUnion(message.attachments.map(\.name))
        }
    }
    for mail in await shop.sandbox.mails() where mail.kind == .local {
        if let detail = mail.recipient.detail { canaries.insert(String(detail)) }
        canaries.formUnion((Message(parsing: mail.bytes).body.text ?? "").split(separator: "\n").map(String.init))
    }
    // Short words occur by chance.
    return canaries.filter { $0.utf8.count >= 6 }
}

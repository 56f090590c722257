import Domain
import MIME
import Sandbox
import TestSupport
import Testing

extension SandboxMarketplace {
    /// Those of every shop.
    static let usual: [SandboxMarketplace] = [.mirakl, .kaufland, .amazon]

    /// Folder of its ticket mails.
    var folder: String {
        switch self {
        case .mirakl: "Marketplaces/Conrad"
        default: "Marketplaces/\(rawValue.prefix(1).uppercased())\(rawValue.dropFirst())"
        }
    }

    /// Its name in the configuration.
    var name: String {
        switch self {
        case .mirakl: "conrad"
        default: rawValue
        }
    }
}

extension BuyerMessage {
    /// A question in words that occur nowhere else.
    static func canary(
        _ text: String = "Where does my canary parcel stay?", at marketplace: SandboxMarketplace
    ) -> BuyerMessage {
        BuyerMessage(marketplace: marketplace, language: "en", name: "Zerlina Kanari", text: text)
    }
}

extension Shop {
    /// A mail of `folder` that fits, as soon as there is one; the newest if there are several.
    @discardableResult
    func mail(
        in folder: String, _ what: String, within limit: Duration = .seconds(60), where fits: (ShownMail) -> Bool
    ) async throws -> ShownMail {
        var found: ShownMail?
        try await eventually("\(what) in \(folder)", within: limit) {
            found = try await client.mails(in: folder).last(where: fits)
            return found != nil
        }
        return try #require(found)
    }

    /// Waits until the folder holds so many mails: what is dealt with leaves it a moment later.
    func waitForMails(_ count: Int, in folder: String) async throws {
        try await eventually("\(count) mails in \(folder)") { try await client.mails(in: folder).count == count }
    }

    /// Writes as the buyer and waits for the ticket mail.
    func ask(_ message: BuyerMessage) async throws -> (receipt: BuyerReceipt, ticket: ShownMail) {
        let receipt = try await sandbox.write(message)
        let line = message.text.split(separator: "\n").last ?? ""
        let ticket = try await mail(in: message.marketplace.folder, "the ticket mail of \(receipt.order)") { mail in
            mail.kind == "message" && mail.subject.contains(receipt.order) && mail.text.contains(line)
        }
        return (receipt, ticket)
    }

    /// What the seller wrote in a conversation, oldest first.
    func answers(in conversation: String) async -> [SandboxMessage] {
        await sandbox.conversations().first { $0.id == conversation }?.messages.filter { $0.role == .seller } ?? []
    }

    /// Waits for the seller's next answer.
    func answer(number: Int = 1, in receipt: BuyerReceipt, within limit: Duration = .seconds(60)) async throws
        -> SandboxMessage
    {
        var found: [SandboxMessage] = []
        try await eventually("answer \(number) stands at the marketplace", within: limit) {
            try running.check()
            found = await answers(in: receipt.conversation)
            return found.count >= number
        }
        return found[number - 1]
    }

    /// Waits for the mail of this kind that is about `order`.
    @discardableResult
    func report(
        _ kind: String, _ receipt: BuyerReceipt, at marketplace: SandboxMarketplace, containing text: String = "",
        number: Int = 1, within limit: Duration = .seconds(60)
    ) async throws -> ShownMail {
        var found: [ShownMail] = []
        try await eventually("\(kind) \(number) “\(text)” about \(receipt.order)", within: limit) {
            found = try await client.mails(in: marketplace.folder)
                .filter { $0.kind == kind && $0.subject.contains(receipt.order) && $0.text.contains(text) }
            return found.count >= number
        }
        return found[number - 1]
    }
}

extension Shop {
    /// Writes as the buyer without a mail, and returns the notification that the operator would have sent.
    func notifySilently(_ question: BuyerMessage) async throws -> (receipt: BuyerReceipt, mail: [UInt8]) {
        var question = question
        question.isSilent = true
        let receipt = try await sandbox.write(question)
        let trace = "Authentication-Results: \(stand.authservID); dmarc=pass header.from=notification.mirakl.net\r\n"
        let mail = BadMails.mail(
            from: "no-reply@notification.mirakl.net", name: "Conrad Marketplace",
            subject: "Neue Nachricht zu Bestellung \(receipt.order)",
            text: """
                Guten Tag,

                Sie haben eine neue Nachricht zur Bestellung \(receipt.order) erhalten.

                https://conrad.mirakl.net/mmp/shop/messages/\(receipt.conversation)
                """)
        return (receipt, Array(trace.utf8) + (try mail.bytes()))
    }
}

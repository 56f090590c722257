import Domain
import Marketplaces
import Sandbox
import TestSupport
import Transport

/// One marketplace of a running sandbox, and a connector that speaks to it over loopback as to the real one.
struct SandboxAccount: Sendable {
    let marketplace: SandboxMarketplace
    let sandbox: Sandbox
    let http: HTTPClient
    let connector: any Connector

    /// - Parameters:
    ///   - options: further connector's own keys, as in ``MarketplaceSettings/options``.
    ///   - change: changes the settings before the connector is made.
    static func with<Result>(
        _ marketplace: SandboxMarketplace, options: [String: String] = [:],
        change: (inout MarketplaceSettings) -> Void = { _ in }, _ body: (SandboxAccount) async throws -> Result
    ) async throws -> Result {
        await SandboxGate.shared.enter()
        do {
            let result = try await inside(marketplace, options: options, change: change, body)
            await SandboxGate.shared.leave()
            return result
        } catch {
            await SandboxGate.shared.leave()
            throw error
        }
    }

    private static func inside<Result>(
        _ marketplace: SandboxMarketplace, options: [String: String], change: (inout MarketplaceSettings) -> Void,
        _ body: (SandboxAccount) async throws -> Result
    ) async throws -> Result {
        guard let seller = EmailAddress("service@seller.example") else { throw SupportError("no address") }
        var sandboxOptions = SandboxOptions(sellerAddress: seller, mailboxUser: "mailbridge")
        sandboxOptions.accounts = [
            SandboxOptions.Account(login: seller.text, password: Secret("sandbox"), address: seller)
        ]
        let sandbox = Sandbox(options: sandboxOptions)
        try await sandbox.start()
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/test"))
        do {
            let keys = await sandbox.settings(of: marketplace)
            var settings = try MarketplaceSettings(sandbox: keys, marketplace)
            settings.relayFrom = seller
            settings.options.merge(options) { _, new in new }
            change(&settings)
            let smtp = SMTPClient(
                server: MailServer(host: "127.0.0.1", port: await sandbox.smtpPort, security: .plain),
                credentials: .password(user: seller.text, Secret("sandbox")))
            let account = SandboxAccount(
                marketplace: marketplace, sandbox: sandbox, http: http,
                connector: try makeConnector(
                    settings, exchange: Traffic.recorded(http), submission: smtp, now: systemTime))
            let result = try await body(account)
            http.shutdown()
            await sandbox.stop()
            return result
        } catch {
            http.shutdown()
            await sandbox.stop()
            throw error
        }
    }

    /// Writes as the buyer; the seller's mail about it is only recorded.
    func buyerWrites(
        _ text: String, order: String? = nil, conversation: String? = nil, attachments: [Attachment] = []
    ) async throws -> BuyerReceipt {
        var message = BuyerMessage(marketplace: marketplace, language: "de", name: "Erika Muster", text: text)
        message.order = order
        message.conversation = conversation
        message.attachments = attachments
        return try await sandbox.write(message)
    }

    /// The conversation as the buyer sees it.
    func seen(_ conversation: String) async throws -> SandboxConversation {
        let all = await sandbox.conversations()
        guard let one = all.first(where: { $0.marketplace == marketplace && $0.id == conversation }) else {
            throw SupportError("the buyer sees no conversation \(conversation)")
        }
        return one
    }

    /// An answer to the conversation that `receipt` names.
    func post(_ text: String, to receipt: BuyerReceipt, attachments: [Attachment] = []) -> Post {
        Post(
            thread: ThreadID(receipt.conversation), order: OrderNumber(receipt.order), text: text,
            attachments: attachments, intendedAt: systemTime(), key: "key-\(receipt.message)")
    }

    func request(_ task: ActionRequest.Task, on receipt: BuyerReceipt) -> ActionRequest {
        ActionRequest(
            task: task, thread: ThreadID(receipt.conversation), order: OrderNumber(receipt.order),
            intendedAt: systemTime(), key: "action-\(receipt.message)")
    }
}

extension MarketplaceSettings {
    /// What ``Sandbox/settings(of:)`` tells, read as the configuration reads it.
    init(sandbox keys: [(key: String, value: String)], _ marketplace: SandboxMarketplace) throws {
        var keys = Dictionary(keys.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard let kind = ConnectorKind(rawValue: marketplace.rawValue), !keys.isEmpty else {
            throw SupportError("there is no stand-in for \(marketplace.rawValue)")
        }
        func take(_ key: String) -> String? { keys.removeValue(forKey: key) }
        let url = take("url")
        let tokenURL = take("token_url")
        let credentials: Credentials
        if let key = take("api_key") {
            credentials = .apiKey(Secret(key))
        } else if let key = take("client_key"), let secret = take("secret_key") {
            credentials = .clientKey(key, Secret(secret))
        } else if let id = take("client_id"), let secret = take("client_secret") {
            credentials =
                if let refresh = take("refresh_token") {
                    .oauth(clientID: id, clientSecret: Secret(secret), refreshToken: Secret(refresh))
                } else {
                    .oauthClient(clientID: id, clientSecret: Secret(secret))
                }
        } else {
            credentials = .none
        }
        self.init(
            name: MarketplaceName(marketplace.rawValue), connector: kind, mode: .live, url: url, tokenURL: tokenURL,
            credentials: credentials, clock: "c", timeout: .seconds(20), options: keys)
    }
}

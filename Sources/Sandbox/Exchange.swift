import Domain
import FlyingSocks
import MIME

/// What the marketplaces, the mail host and the page share: conversations, mails, counts and faults.
actor Exchange {
    /// What becomes of one HTTP request.
    enum Outcome: Sendable {
        case response(Response)
        /// The connection ends without a word.
        case drop
    }

    let options: SandboxOptions
    private let delivery: LMTPDelivery?
    private let clock: @Sendable () -> Timestamp
    private var mirakl: MiraklStandIn
    private var kaufland: KauflandStandIn
    var amazon: AmazonStandIn
    var faults = FaultPlan()
    private var counts: [String: SandboxCount] = [:]
    private(set) var mails: [SandboxMail] = []

    /// Oldest mails beyond this number are forgotten.
    private static let mailLimit = 10_000

    init(options: SandboxOptions, pool: (any AsyncSocketPool)?, clock: @escaping @Sendable () -> Timestamp) {
        self.options = options
        self.clock = clock
        delivery = options.lmtp.flatMap { server in pool.map { LMTPDelivery(server: server, pool: $0) } }
        mirakl = MiraklStandIn(
            key: options.miraklKey, names: MiraklNames(shopID: options.miraklShopID, operator: options.miraklOperator))
        kaufland = KauflandStandIn(clientKey: options.kauflandClientKey, secret: options.kauflandSecret)
        amazon = AmazonStandIn(account: options.amazonAccount)
    }

    var now: Timestamp { clock() }

    // MARK: the marketplaces' interfaces

    /// Answers one request to a marketplace's interface, or shows the fault that waits for it.
    func answer(_ request: Request, from marketplace: SandboxMarketplace) async -> Outcome {
        let operation = standIn(marketplace).operation(of: request)
        let fault = faults.take(.init(marketplace), operation)
        if let fault, fault.delay > .zero { try? await Task.sleep(for: fault.delay) }
        if let fault, fault.moment == .before, let outcome = show(fault, of: marketplace, operation) { return outcome }
        let response = carryOut(request, at: marketplace, operation)
        if let fault, fault.moment == .after, let outcome = show(fault, of: marketplace, operation) { return outcome }
        return .response(response)
    }

    private func carryOut(_ request: Request, at marketplace: SandboxMarketplace, _ operation: String) -> Response {
        var response: Response
        do throws(Refusal) {
            response =
                switch marketplace {
                case .mirakl: try mirakl.carryOut(request, now: now)
                case .kaufland: try kaufland.carryOut(request, now: now)
                case .amazon: try amazon.carryOut(request, now: now)
                }
            count(.init(marketplace), operation, \.accepted)
        } catch {
            response = standIn(marketplace).response(to: error)
            count(.init(marketplace), operation, \.refused)
        }
        response.headers += standIn(marketplace).headers(for: response.status, operation: operation)
        return response
    }

    /// Nil for a fault that only delays.
    private func show(_ fault: SandboxFault, of marketplace: SandboxMarketplace, _ operation: String) -> Outcome? {
        count(.init(marketplace), operation, \.faulted)
        switch fault.effect {
        case .slow: return nil
        case .drop: return .drop
        case .status(let status):
            let code = operation == AmazonStandIn.Operation.token.rawValue ? "server_error" : nil
            var response = standIn(marketplace).response(to: Refusal(status, "a fault of the sandbox", code: code))
            if let seconds = fault.retryAfter { response.headers.append(("Retry-After", String(seconds))) }
            response.headers += standIn(marketplace).headers(for: status, operation: operation)
            return .response(response)
        }
    }

    private func standIn(_ marketplace: SandboxMarketplace) -> any StandIn {
        switch marketplace {
        case .mirakl: mirakl
        case .kaufland: kaufland
        case .amazon: amazon
        }
    }

    func count(_ place: SandboxFault.Place, _ operation: String, _ key: WritableKeyPath<SandboxCount, Int>) {
        counts["\(place) \(operation)", default: SandboxCount(place: place, operation: operation)][keyPath: key] += 1
    }

    // MARK: the buyer's side

    /// Puts `message` into its conversation and tells the seller.
    func write(_ message: BuyerMessage) async throws -> BuyerReceipt {
        let message = try message.checked()
        let arrival =
            switch message.marketplace {
            case .mirakl: try mirakl.receive(message, now: now)
            case .kaufland: try kaufland.receive(message, now: now)
            case .amazon: try amazon.receive(message, now: now)
            }
        var receipt = BuyerReceipt(
            conversation: arrival.conversation.id, order: arrival.order.number, message: arrival.message.id)
        guard options.sendsNotifications, !message.isSilent,
            let notification = notification(of: arrival, message: message)
        else { return receipt }
        receipt.notification = notification.mail.messageID
        try await send(notification)
        return receipt
    }

    private func notification(of arrival: Arrival, message: BuyerMessage) -> Notification? {
        let recipient = options.notificationAddresses[message.marketplace] ?? options.sellerAddress
        switch message.marketplace {
        case .mirakl:
            return MiraklNotification.make(
                arrival, names: mirakl.names, domain: options.miraklSenderDomain, to: recipient)
        case .kaufland: return KauflandNotification.make(arrival, to: recipient)
        case .amazon:
            guard let one = amazon.cases.first(where: { $0.id == arrival.conversation.id }),
                let mailID = one.messages.last(where: { $0.view.id == arrival.message.id })?.mailID
            else { return nil }
            return amazonMails.buyerMessage(arrival, in: one, mailID: mailID, files: message.attachments)
        }
    }

    var amazonMails: AmazonNotification {
        AmazonNotification(
            account: amazon.account, frame: .frame(options.amazonLanguage),
            recipient: options.notificationAddresses[.amazon] ?? options.sellerAddress)
    }

    var conversations: [SandboxConversation] {
        (mirakl.conversations + kaufland.conversations + amazon.conversations)
            .sorted { $0.messages.last?.sent ?? now > $1.messages.last?.sent ?? now }
    }

    func attachment(_ id: String, at marketplace: SandboxMarketplace) -> Attachment? {
        standIn(marketplace).attachment(id)
    }

    var allCounts: [SandboxCount] {
        counts.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Answers of the seller that stand in conversations.
    func postCount(_ marketplace: SandboxMarketplace) -> Int { standIn(marketplace).postCount }

    func add(_ fault: SandboxFault) { faults.add(fault) }
    func clearFaults() { faults.clear() }

    // MARK: mail to the seller

    /// Delivers a marketplace's mail as the seller's receiving host does.
    func send(_ notification: Notification) async throws {
        let mail: [UInt8]
        do {
            mail = try notification.mail.bytes()
        } catch {
            throw SandboxError(.badMessage, "the notification cannot be written: \(error)")
        }
        let stamped = TraceFields(host: options.authservID).stamped(
            mail, from: "mail.\(notification.domain) (mail.\(notification.domain) [192.0.2.25])",
            protocolName: "ESMTPS",
            to: notification.recipient, at: now,
            results: "spf=pass smtp.mailfrom=\(notification.domain); dkim=pass header.d=\(notification.domain); "
                + "dmarc=pass header.from=\(notification.domain)")
        try await store(
            SandboxMail(
                kind: notification.kind, sender: notification.bounces, recipient: notification.recipient,
                received: now, bytes: stamped))
    }

    /// Records `mail` and hands it to the mail store.
    func store(_ mail: SandboxMail) async throws {
        record(mail)
        guard let delivery, mail.kind != .relayed else { return }
        guard let user = options.mailboxUser(for: mail.recipient) else {
            throw SandboxError(.mailNotDelivered, "\(mail.recipient) has no mailbox")
        }
        try await delivery.deliver(mail.bytes, from: mail.sender?.text ?? "", to: user)
    }

    func record(_ mail: SandboxMail) {
        if mails.count >= Self.mailLimit { mails.removeFirst(Self.mailLimit / 10) }
        mails.append(mail)
    }
}

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
    var standIns: [SandboxMarketplace: any StandIn]
    /// What a marketplace shows to readers while its changes take their time to get there.
    private var stale: [SandboxMarketplace: (standIn: any StandIn, until: Timestamp)] = [:]
    var faults = FaultPlan()
    private var counts: [String: SandboxCount] = [:]
    private(set) var mails: [SandboxMail] = []

    /// Oldest mails beyond this number are forgotten.
    private static let mailLimit = 10_000

    init(options: SandboxOptions, pool: (any AsyncSocketPool)?, clock: @escaping @Sendable () -> Timestamp) {
        self.options = options
        self.clock = clock
        delivery = options.lmtp.flatMap { server in pool.map { LMTPDelivery(server: server, pool: $0) } }
        standIns = options.standIns
    }

    var now: Timestamp { clock() }

    // MARK: the marketplaces' interfaces

    /// Answers one request to a marketplace's interface, or shows the fault that waits for it.
    func answer(_ request: Request, from marketplace: SandboxMarketplace) async -> Outcome {
        guard let standIn = standIns[marketplace] else { return .response(Response(status: 404)) }
        let operation = standIn.operation(of: request)
        let fault = faults.take(.init(marketplace), operation)
        if let fault, fault.delay > .zero { try? await Task.sleep(for: fault.delay) }
        if let fault, fault.moment == .before, let outcome = show(fault, of: marketplace, operation) { return outcome }
        if fault?.effect == .expireTokens { standIns[marketplace]?.expireTokens() }
        if case .lag(let lag)? = fault?.effect, let before = standIns[marketplace] {
            stale[marketplace] = (before, now + lag)
        }
        let response = carryOut(request, at: marketplace, operation)
        if fault?.effect == .altered { standIns[marketplace]?.alterNewestAnswer { $0 + " (edited)" } }
        if let fault, fault.moment == .after, let outcome = show(fault, of: marketplace, operation, response) {
            return outcome
        }
        return .response(response)
    }

    private func carryOut(_ request: Request, at marketplace: SandboxMarketplace, _ operation: String) -> Response {
        // Worked on outside the dictionary, lest each request copies all conversations.
        guard var standIn = standIns.removeValue(forKey: marketplace) else { return Response(status: 404) }
        defer { standIns[marketplace] = standIn }
        var response: Response
        do throws(Refusal) {
            if request.method == "GET", var old = stale[marketplace], old.until > now {
                response = try old.standIn.carryOut(request, now: now)
            } else {
                response = try standIn.carryOut(request, now: now)
            }
            count(.init(marketplace), operation, \.accepted)
        } catch {
            response = standIn.response(to: error)
            count(.init(marketplace), operation, \.refused)
        }
        response.headers += standIn.headers(for: response.status, operation: operation)
        return response
    }

    /// Nil for a fault after which the request is answered as ever. `answer` is what it was answered with.
    private func show(
        _ fault: SandboxFault, of marketplace: SandboxMarketplace, _ operation: String, _ answer: Response? = nil
    ) -> Outcome? {
        count(.init(marketplace), operation, \.faulted)
        switch fault.effect {
        case .slow, .lag, .altered, .expireTokens: return nil
        case .drop: return .drop
        case .garbled:
            guard var answer else {
                let page = "<html><body>Web server is down</body></html>"
                return .response(
                    Response(status: 200, headers: [("Content-Type", "text/html")], body: Array(page.utf8)))
            }
            answer.body = Array(answer.body.prefix(answer.body.count / 2))
            return .response(answer)
        case .status(let status):
            guard let standIn = standIns[marketplace] else { return nil }
            let code = operation == "token" ? "server_error" : nil
            var response = standIn.response(to: Refusal(status, "a fault of the sandbox", code: code))
            if let seconds = fault.retryAfter { response.headers.append(("Retry-After", String(seconds))) }
            response.headers += standIn.headers(for: status, operation: operation)
            return .response(response)
        }
    }

    func count(_ place: SandboxFault.Place, _ operation: String, _ key: WritableKeyPath<SandboxCount, Int>) {
        counts["\(place) \(operation)", default: SandboxCount(place: place, operation: operation)][keyPath: key] += 1
    }

    // MARK: the buyer's side

    /// Puts `message` into its conversation and tells the seller.
    func write(_ message: BuyerMessage) async throws -> BuyerReceipt {
        let message = try message.checked()
        guard let arrival = try standIns[message.marketplace]?.receive(message, now: now) else {
            throw SandboxError(.badMessage, "there is no such marketplace")
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
        standIns[message.marketplace]?.notification(
            of: arrival, files: message.attachments, to: recipient(message.marketplace))
    }

    /// Where the marketplace sends its mails.
    func recipient(_ marketplace: SandboxMarketplace) -> EmailAddress {
        options.notificationAddresses[marketplace] ?? options.sellerAddress
    }

    var conversations: [SandboxConversation] {
        standIns.values.flatMap(\.conversations)
            .sorted { $0.messages.last?.sent ?? now > $1.messages.last?.sent ?? now }
    }

    func attachment(_ id: String, at marketplace: SandboxMarketplace) -> Attachment? {
        standIns[marketplace]?.attachment(id)
    }

    func settings(of marketplace: SandboxMarketplace, base: String) -> [(key: String, value: String)] {
        standIns[marketplace]?.settings(base: base) ?? []
    }

    var allCounts: [SandboxCount] {
        counts.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Answers of the seller that stand in conversations.
    func postCount(_ marketplace: SandboxMarketplace) -> Int { standIns[marketplace]?.postCount ?? 0 }

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
        let stamped = TraceFields(host: options.authservID, removesForgedResults: options.removesForgedResults).stamped(
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

import Domain
import Transport
import Wire

extension MiraklConnector {
    public func reasons(for action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        let types: [Capabilities.Action: String] = [
            .openConversation: "ORDER_MESSAGING", .resolveIncident: "INCIDENT_CLOSE", .refund: "REFUND",
            .cancel: "CANCELATION",
        ]
        guard let type = types[action] else { return [] }
        return try await reasons.usable(type)
    }

    public func perform(_ request: ActionRequest) async -> ActionResult {
        do throws(ConnectorError) {
            switch request.task {
            case .close, .reopen:
                return .refused(reason: "conversations on Mirakl are neither closed nor opened again; answer instead")
            case .noReplyNeeded:
                return .refused(
                    reason: "only the portal has \"no reply needed\": open the conversation there and press it; the "
                        + "marketplace's clock stops then")
            case .escalate(let text): return try await escalate(text, request)
            case .resolveIncident(let reason): return try await resolve(reason, request)
            case .refund(let refunds, let reason): return try await refund(refunds, reason, request)
            case .cancel(let lines, let reason): return try await cancel(lines, reason, request)
            case .uploadInvoice(let file): return try await upload(file, request)
            }
        } catch {
            return .notSent(error)
        }
    }

    /// Writes to the operator alone: in the conversation that it is about where the operator may take part, else in a new
    /// one between shop and operator.
    private func escalate(_ text: String, _ request: ActionRequest) async throws(ConnectorError) -> ActionResult {
        guard text.contains(where: { !$0.isWhitespace }) else {
            return .refused(reason: "the operator needs a text that says what is wanted")
        }
        let keys = ConversationKeys(thread: request.thread, order: request.thread == nil ? request.order : nil)
        let threads = try await self.threads(for: keys).filter { $0.authorizes("OPERATOR") }
        let result: PostResult
        if let thread = threads.first, threads.count == 1, thread.messageCount < Self.messagesPerThread,
            case .to(let recipients) = MiraklRecipients.choose(.operator, in: thread)
        {
            let input = MiraklMessageInput(text: text, recipients: recipients, attachments: [])
            result = await api.send(input, in: thread.id, date: now())
        } else {
            let subject = request.order?.text ?? request.thread?.text ?? "?"
            let input = MiraklThreadInput(text: text, recipients: nil, topic: .words(subject), attachments: [])
            result = await api.ask(input, date: now())
        }
        return ActionResult(result) ?? .done(note: "sent to the operator")
    }

    /// The customer or the operator confirms it, or time does: the line stays `INCIDENT_OPEN` for some days.
    private func resolve(_ word: String?, _ request: ActionRequest) async throws(ConnectorError) -> ActionResult {
        guard let order = try await order(of: request) else { return Self.noOrder }
        let lines = order.lines.filter(\.hasIncident)
        guard !lines.isEmpty else { return .refused(reason: "no line of the order has an open incident") }
        switch ReasonChoice(word, among: try await reasons.usable("INCIDENT_CLOSE")) {
        case .refused(let why): return .refused(reason: why)
        case .reason(let reason):
            let steps = lines.map { line in
                ActionStep(
                    name: "incident of line \(line.id)", call: api.resolve(line, order: order, reason: reason.code))
            }
            let result = await api.door.perform(steps, proves: Self.isEmptyOrJSON)
            guard case .done(let note?) = result else { return result }
            return .done(note: "\(note): \(reason.label); open until the customer or the operator confirms")
        }
    }

    private func refund(
        _ refunds: [ActionRequest.Refund], _ word: String?, _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionResult {
        guard let order = try await order(of: request) else { return Self.noOrder }
        switch MiraklShares.refund(refunds, of: order) {
        case .refused(let why): return .refused(reason: why)
        case .shares(let shares):
            switch ReasonChoice(word, among: try await reasons.usable("REFUND")) {
            case .refused(let why): return .refused(reason: why)
            case .reason(let reason):
                let call = api.refund(shares, order: order, reason: reason.code)
                return await give(shares, order, call, list: "refunds", id: "refund_id")
            }
        }
    }

    /// The whole order at once where the marketplace allows it and no reason is given, else line by line.
    private func cancel(
        _ lines: [String], _ word: String?, _ request: ActionRequest
    ) async throws(ConnectorError) -> ActionResult {
        guard let order = try await order(of: request) else { return Self.noOrder }
        if lines.isEmpty, word == nil, order.canCancel {
            let step = ActionStep(name: "order \(order.id)", call: api.cancelWhole(order))
            return await api.door.perform([step]) { $0.status == 204 }
        }
        switch MiraklShares.cancellation(lines, of: order) {
        case .refused(let why): return .refused(reason: why)
        case .shares(let shares):
            switch ReasonChoice(word, among: try await reasons.usable("CANCELATION")) {
            case .refused(let why): return .refused(reason: why)
            case .reason(let reason):
                let call = api.cancel(shares, order: order, reason: reason.code)
                return await give(shares, order, call, list: "cancelations", id: "cancelation_id")
            }
        }
    }

    /// One write about money; only the ids of what was made prove that it was taken.
    private func give(
        _ shares: [MiraklShare], _ order: MiraklOrder, _ call: APICall, list: String, id: String
    ) async -> ActionResult {
        switch await api.door.write(call) {
        case .failed(let failure): return ActionResult(failure) ?? .uncertain(reason: call.operation)
        case .taken(let response):
            let made = (try? JSON(parsing: response.body))?[list].elements.compactMap { $0[id].scalar } ?? []
            guard !made.isEmpty else {
                return .uncertain(reason: "\(call.operation): HTTP \(response.status), but nothing that was made")
            }
            let sum = shares.reduce(Int64(0)) { $0 + $1.paid }
            let amount = Money(minorUnits: sum, currency: order.currency ?? "")
            return .done(note: "\(made.joined(separator: ", ")): \(amount)")
        }
    }

    private func upload(_ file: Attachment, _ request: ActionRequest) async throws(ConnectorError) -> ActionResult {
        guard file.name.allSatisfy(\.isASCII) else {
            return .refused(reason: "the name of a document may only have plain letters (ASCII): \(file.name)")
        }
        guard let order = try await order(of: request) else { return Self.noOrder }
        switch await api.upload(file, type: "CUSTOMER_INVOICE", order: order.id) {
        case .failed(let failure): return ActionResult(failure) ?? .uncertain(reason: "OR74")
        case .taken(let response):
            guard let answer = try? JSON(parsing: response.body), let count = answer["errors_count"].integer else {
                return .uncertain(reason: "OR74: HTTP \(response.status), but not the marketplace's answer")
            }
            guard count > 0 else { return .done(note: file.name) }
            let words = answer["order_documents"].elements.flatMap { $0["errors"].elements }
                .compactMap { $0["message"].filled }.joined(separator: "; ")
            return .refused(
                reason: withoutAddresses(words.isEmpty ? "the document was not taken" : String(words.prefix(500))))
        }
    }

    /// The order that an action is for; nil where there is none.
    func order(of request: ActionRequest) async throws(ConnectorError) -> MiraklOrder? {
        var number = request.order
        if number == nil, let id = request.thread { number = try await api.thread(id)?.order.map { OrderNumber($0) } }
        guard let number else { return nil }
        return try await api.order(number)
    }

    private static let noOrder = ActionResult.refused(
        reason: "the marketplace knows no such order, or not for this shop")

    private static func isEmptyOrJSON(_ response: HTTPResponse) -> Bool {
        response.body.isEmpty || (try? JSON(parsing: response.body)) != nil
    }
}

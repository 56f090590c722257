import Domain

extension AllegroStandIn {
    /// POST /messaging/threads/{threadId}/messages. It says of no order what it is about.
    mutating func answer(in id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let index = try thread(id)
        var members = try Self.members(request)
        let (text, ids) = try content(&members)
        try members.end()
        return try post(text, ids, order: nil, toThreadAt: index, request, now: now)
    }

    /// POST /messaging/messages: begins the talk with a buyer, or goes on with it.
    mutating func write(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        var members = try Self.members(request)
        guard let login = try members.reference("recipient", member: "login") else {
            throw Refusal(422, "must not be null", field: "recipient")
        }
        let number = try members.reference("order")
        let (text, ids) = try content(&members)
        try members.end()
        let buyer = orders.values.first { $0.login.lowercased() == login.lowercased() }
        guard let buyer else {
            throw Refusal(422, "no such recipient", code: "RECIPIENT_NOT_FOUND", field: "recipient.login")
        }
        if let number, orders[number]?.login != buyer.login {
            throw Refusal(422, "no such order of the recipient", code: "ORDER_NOT_FOUND", field: "order.id")
        }
        let known = threads.firstIndex { $0.login == buyer.login }
        let index = known ?? threads.count
        if known == nil {
            threads.append(
                AllegroThread(login: buyer.login, name: buyer.order.buyer, language: buyer.order.language, isRead: true)
            )
        }
        do throws(Refusal) {
            return try post(text, ids, order: number, toThreadAt: index, request, now: now)
        } catch {
            if known == nil { threads.removeLast() }
            throw error
        }
    }

    /// 1 to 2000 characters, and files.
    private func content(_ members: inout AllegroMembers) throws(Refusal) -> (text: String, files: [String]) {
        let text = try members.needed("text")
        guard text.unicodeScalars.count <= 2000 else {
            throw Refusal(422, "size must be between 0 and 2000", field: "text")
        }
        guard let value = members.take("attachments") else { return (text, []) }
        guard let elements = value.array else { throw Refusal(422, "must be an array", field: "attachments") }
        var ids: [String] = []
        for element in elements {
            var holder = AllegroMembers(["attachments": element])
            guard let id = try holder.reference("attachments") else {
                throw Refusal(422, "must not be null", field: "attachments")
            }
            ids.append(id)
        }
        return (text, ids)
    }

    private mutating func post(
        _ text: String, _ ids: [String], order: String?, toThreadAt index: Int, _ request: Request, now: Timestamp
    ) throws(Refusal) -> Response {
        try takeTurn(now: now)
        try use(ids, in: .centre)
        var message = AllegroThread.Message(
            login: Self.seller, isInterlocutor: false, text: text, created: now, order: order, files: ids)
        // Texts with links are stopped; files are looked over and let pass.
        if text.contains("http://") || text.contains("https://") {
            message.finding = (.blocked, now + .milliseconds(300))
        } else if !ids.isEmpty {
            message.finding = (.delivered, now + .milliseconds(300))
        }
        threads[index].messages.append(message)
        if message.finding?.status != .blocked { postCount += 1 }
        return .allegro(
            json(message, of: threads[index].id, request.headers["host"] ?? "", now), status: 201)
    }

    /// One message of the seller a second.
    mutating func takeTurn(now: Timestamp) throws(Refusal) {
        if let lastSent, now - lastSent < .seconds(1) { throw Refusal(429, "one request a second") }
        lastSent = now
    }
}

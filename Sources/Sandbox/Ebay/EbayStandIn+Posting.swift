import Domain

extension EbayStandIn {
    /// POST /send_message.
    mutating func send(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let input = try EbayMessageInput(request.body)
        if let listing = input.listing, !purchases.values.contains(where: { $0.listing == listing }) {
            throw Refusal(
                400, "The referenceId is invalid, no listing can be found by this referenceId.", code: "355020")
        }
        let index = try index(for: input, now: now)
        let message = append(
            input.text, from: account.seller, to: threads[index].buyer, media: input.media, toThreadAt: index, now: now)
        postCount += 1
        return .json(
            EbayThread.json(message, title: threads[index].title, filesURL: filesURL(request), isAnswer: true),
            status: 201)
    }

    /// The conversation by its id, else that with the buyer about the listing, else a new one.
    private mutating func index(for input: EbayMessageInput, now: Timestamp) throws(Refusal) -> Int {
        if let id = input.conversation {
            guard let index = threads.firstIndex(where: { $0.id == id && $0.kind == .members }) else {
                throw Refusal(400, "Invalid or unrecognized conversation_id value.", code: "355007")
            }
            return index
        }
        guard let purchase = purchases.values.first(where: { $0.buyer == input.otherParty }) else {
            throw Refusal(400, "Invalid or unrecognized otherPartyUsername value.", code: "355006")
        }
        if let index = threads.lastIndex(where: {
            $0.kind == .members && $0.buyer == purchase.buyer && $0.listing == input.listing
        }) {
            return index
        }
        threads.append(
            EbayThread(
                id: Self.newThreadID(), buyer: purchase.buyer, listing: input.listing, order: purchase.order,
                created: now))
        return threads.count - 1
    }

    static func newThreadID() -> String { "\(randomText(11, of: .digits))" }

    mutating func append(
        _ text: String, from sender: String, to recipient: String, media: [EbayThread.Media], toThreadAt index: Int,
        now: Timestamp
    ) -> EbayThread.Message {
        // Ids grow, but nothing promises it.
        lastMessageID += 1 + (Int64(randomText(3, of: .digits)) ?? 0)
        let message = EbayThread.Message(
            id: lastMessageID, sender: sender, recipient: recipient, text: text, sent: now, media: media)
        threads[index].messages.append(message)
        return message
    }

    /// POST /update_conversation: with both, only `read` is heeded.
    mutating func update(_ request: Request) throws(Refusal) -> Response {
        guard let members = JSON(parsing: request.body)?.object else { throw Refusal(400, "The body is no object") }
        try EbayMessageInput.onlyKnown(
            ["conversationId", "conversationType", "conversationStatus", "read"], in: members)
        let index = try index(members)
        if let value = members["read"] {
            guard let isRead = value.bool else { throw Refusal(400, "must be a boolean", field: "read") }
            for place in threads[index].messages.indices
            where threads[index].messages[place].recipient == account.seller {
                threads[index].messages[place].isRead = isRead
            }
        } else {
            threads[index].status = try Self.status(members)
        }
        return .empty(204)
    }

    /// POST /bulk_update_conversation.
    mutating func bulkUpdate(_ request: Request) throws(Refusal) -> Response {
        let changes = JSON(parsing: request.body)?["conversations"]?.array ?? []
        guard (1...10).contains(changes.count) else {
            throw Refusal(
                400,
                "The number of conversations for batch update exceeds the limit, a maximum of 10 conversations is "
                    + "allowed per request.", code: "355019")
        }
        var answers: [JSON] = []
        for change in changes {
            let members = change.object ?? [:]
            try EbayMessageInput.onlyKnown(["conversationId", "conversationType", "conversationStatus"], in: members)
            threads[try index(members)].status = try Self.status(members)
            answers.append([
                "conversationId": members["conversationId"] ?? .null, "updateStatus": "SUCCESSFUL",
            ])
        }
        return .json([
            "conversationsMetadata": [
                "totalConversationsCount": .integer(Int64(changes.count)),
                "updateSuccessCount": .integer(Int64(changes.count)), "updateFailureCount": 0,
            ], "conversationsResponse": .array(answers),
        ])
    }

    private func index(_ members: [String: JSON]) throws(Refusal) -> Int {
        guard let kind = members["conversationType"]?.string.flatMap(EbayThread.Kind.init(rawValue:)) else {
            throw Refusal(400, "Invalid conversationType value.", code: "355002")
        }
        guard
            let index = threads.firstIndex(where: {
                $0.id == members["conversationId"]?.string && $0.kind == kind
            })
        else { throw Refusal(400, "Invalid or unrecognized conversation_id value.", code: "355007") }
        return index
    }

    private static func status(_ members: [String: JSON]) throws(Refusal) -> EbayThread.Status {
        guard let status = members["conversationStatus"]?.string.flatMap(EbayThread.Status.init(rawValue:)) else {
            throw Refusal(400, "Invalid conversationStatus value.", code: "355001")
        }
        return status
    }
}

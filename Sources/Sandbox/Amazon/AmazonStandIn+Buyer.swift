import Domain

extension AmazonStandIn {
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        guard message.author == .buyer else {
            throw SandboxError(.badMessage, "only buyers write through Amazon's relay")
        }
        let (index, isFirst) = try place(message, now: now)
        let view = SandboxMessage(
            id: randomUUID(), role: .buyer, name: message.name, text: message.text, sent: now,
            attachments: store(message.attachments))
        let mailID = "0102\(randomText(16, of: .lowercaseAndDigits))-\(randomUUID())-000000@eu-west-1.amazonses.com"
        cases[index].messages.append(AmazonCase.Message(view: view, mailID: mailID))
        return Arrival(
            conversation: conversation(cases[index]), message: view, order: cases[index].order, isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { cases.map(conversation) }

    mutating func store(_ attachments: [Attachment]) -> [SandboxAttachment] {
        attachments.map {
            let id = randomUUID()
            files[id] = $0
            return SandboxAttachment(id: id, name: $0.name, size: $0.bytes.count)
        }
    }

    /// The case that `message` belongs to: the named one, else the order's newest, else a new one.
    private mutating func place(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> (Int, Bool) {
        if let id = message.conversation {
            guard let index = cases.firstIndex(where: { $0.id == id }) else {
                throw SandboxError(.unknownConversation, "there is no case \(id)")
            }
            return (index, false)
        }
        if let number = message.order, !message.startsNewConversation,
            let index = cases.lastIndex(where: { $0.order.number == number })
        {
            return (index, false)
        }
        let number = message.order ?? "302-\(randomText(7, of: .digits))-\(randomText(7, of: .digits))"
        guard Self.isOrderID(number) else {
            throw SandboxError(.badMessage, "an Amazon order number looks like 302-1234567-1234567")
        }
        let known = cases.first { $0.order.number == number }
        let order =
            known?.order
            ?? Order(
                number: number, buyer: message.name, language: message.language, article: .bought(with: number),
                placed: now - .seconds(4 * 86_400))
        cases.append(
            AmazonCase(
                id: randomUUID(), alias: known?.alias ?? randomText(15, of: .lowercaseAndDigits), order: order,
                created: now))
        return (cases.count - 1, true)
    }

    func conversation(_ one: AmazonCase) -> SandboxConversation {
        SandboxConversation(
            marketplace: .amazon, id: one.id, order: one.order.number, buyer: one.order.buyer,
            language: one.order.language, item: one.order.article.title,
            awaitsSeller: one.messages.last?.view.role == .buyer, isClosed: false,
            relayAddress: one.address(domain: account.relayDomain), messages: one.messages.map(\.view))
    }
}

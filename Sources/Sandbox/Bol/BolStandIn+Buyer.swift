import Domain

extension BolStandIn {
    /// A buyer writes in a contact, which comes by mail. What ``BuyerMessage/Author/system`` writes is a question in the
    /// seller account: the seller's mail about it says no more than that there is one.
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        guard message.author != .operator else {
            throw SandboxError(.badMessage, "bol's staff does not write to sellers here")
        }
        let (index, isFirst) = try place(message, now: now)
        let view = SandboxMessage(
            id: randomUUID(), role: .buyer, name: message.name, text: message.text, sent: now,
            attachments: store(message.attachments))
        contacts[index].messages.append(
            BolContact.Message(view: view, mailID: "\(randomText(20, of: .lowercaseAndDigits))@bol.com"))
        guard let order = orders.first(where: { $0.order.number == contacts[index].order })?.order else {
            throw SandboxError(.badMessage, "the contact has no order")
        }
        return Arrival(conversation: conversation(contacts[index]), message: view, order: order, isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { contacts.map(conversation) }

    mutating func store(_ attachments: [Attachment]) -> [SandboxAttachment] {
        attachments.map {
            let id = randomUUID()
            files[id] = $0
            return SandboxAttachment(id: id, name: $0.name, size: $0.bytes.count)
        }
    }

    /// The contact that `message` belongs to: the named one, else the order's newest of its kind, else a new one.
    private mutating func place(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> (Int, Bool) {
        let isMail = message.author == .buyer
        if let id = message.conversation {
            guard let index = contacts.firstIndex(where: { $0.id == id }) else {
                throw SandboxError(.unknownConversation, "there is no contact \(id)")
            }
            return (index, false)
        }
        if let number = message.order, !message.startsNewConversation,
            let index = contacts.lastIndex(where: { $0.order == number && ($0.alias != nil) == isMail })
        {
            return (index, false)
        }
        let number = message.order ?? "A\(randomText(8, of: .digits))0"
        try addOrder(number, message, now: now)
        contacts.append(
            BolContact(id: randomText(9, of: .digits), alias: isMail ? BolContact.newAlias() : nil, order: number))
        return (contacts.count - 1, true)
    }

    private mutating func addOrder(_ number: String, _ message: BuyerMessage, now: Timestamp) throws(SandboxError) {
        guard BolOrderState.isOrderID(number) else {
            throw SandboxError(.badMessage, "a bol order number looks like A2K8290LP8 or 1043946570")
        }
        guard !orders.contains(where: { $0.order.number == number }) else { return }
        let order = BolOrderState(
            Order(
                number: number, buyer: message.name, language: message.language, article: .bought(with: number),
                placed: now - .seconds(4 * 86_400)))
        orders.append(order)
        if order.kind == "R" { returns.append(announce(of: order, item: 0, pieces: 1, now: now - .seconds(3600))) }
    }

    func conversation(_ contact: BolContact) -> SandboxConversation {
        let state = orders.first { $0.order.number == contact.order }
        return SandboxConversation(
            marketplace: .bol, id: contact.id, order: contact.order, buyer: state?.order.buyer ?? "",
            language: state?.language ?? "nl", item: state?.order.article.title ?? "",
            awaitsSeller: contact.messages.last?.view.role == .buyer, isClosed: false, relayAddress: contact.address,
            messages: contact.messages.map(\.view))
    }
}

import Domain

extension OctopiaStandIn {
    /// Into the named discussion, else the order's newest open one, else a new one. What the system writes goes to a
    /// channel that does not let sellers begin discussions.
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        let (index, isFirst) = try place(message, now: now)
        let stored = message.attachments.map { file in
            let id = randomUUID()
            files[id] = file
            return SandboxAttachment(id: id, name: file.name, size: file.bytes.count)
        }
        append(message.text, by: message.author == .operator ? .staff : .customer, to: index, files: stored, now: now)
        let discussion = discussions[index]
        let view = conversation(discussion)
        let fallback = SandboxMessage(
            id: "", role: .buyer, name: discussion.name, text: message.text, sent: now, attachments: [])
        let order =
            orders[discussion.order]?.order
            ?? Order(
                number: discussion.order, buyer: discussion.name, language: discussion.language,
                article: .bought(with: discussion.order), placed: now)
        return Arrival(
            conversation: view, message: view.messages.last ?? fallback, order: order, isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { discussions.map(conversation) }

    private mutating func place(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> (Int, Bool) {
        if let id = message.conversation {
            guard let index = discussions.firstIndex(where: { $0.id == id }) else {
                throw SandboxError(.unknownConversation, "there is no discussion \(id)")
            }
            return (index, false)
        }
        if let number = message.order, !message.startsNewConversation,
            let index = discussions.lastIndex(where: { $0.order == number && $0.isOpen })
        {
            return (index, false)
        }
        let number = message.order ?? "\(randomText(10, of: .digits))\(randomText(5, of: .uppercaseAndDigits))"
        let order =
            orders[number]
            ?? OctopiaOrder(
                order: Order(
                    number: number, buyer: message.name, language: message.language, article: .bought(with: number),
                    placed: now - .seconds(6 * 86_400)),
                salesChannel: message.author == .system ? "SANDBOXFR" : "CDISFR", customer: randomText(8, of: .digits))
        orders[number] = order
        discussions.append(
            OctopiaDiscussion(
                salesChannel: order.salesChannel, customer: order.customer, name: message.name,
                language: message.language, order: number, subject: "Question sur ma commande", created: now,
                updated: now))
        return (discussions.count - 1, true)
    }

    private func conversation(_ discussion: OctopiaDiscussion) -> SandboxConversation {
        SandboxConversation(
            marketplace: .octopia, id: discussion.id, order: discussion.order, buyer: discussion.name,
            language: discussion.language, item: orders[discussion.order]?.order.article.title ?? "",
            awaitsSeller: discussion.isOpen && discussion.messages.last?.role != .seller, isClosed: !discussion.isOpen,
            messages: discussion.messages.map { message in
                let role: AuthorRole =
                    switch message.role {
                    case .customer: .buyer
                    case .seller: .seller
                    case .staff: .operator
                    }
                return SandboxMessage(
                    id: message.id, role: role, name: message.name, text: message.text, sent: message.created,
                    attachments: message.files)
            })
    }
}

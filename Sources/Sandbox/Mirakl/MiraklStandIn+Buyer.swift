import Domain

extension MiraklStandIn {
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        let sent = tick(now)
        let (index, isFirst) = try place(message, now: sent)
        let author: MiraklThread.Participant = message.author == .buyer ? .customer : .operator
        let entry = MiraklThread.Message(
            id: randomUUID(), author: author, authorName: author == .customer ? message.name : names.operator,
            to: [.shop], body: LightHTML.html(showing: message.text), sent: sent,
            attachments: store(message.attachments))
        append(entry, to: threads[index].id)
        return Arrival(
            conversation: conversation(threads[index]), message: view(entry), order: threads[index].order,
            isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { threads.map(conversation) }

    /// The thread that `message` belongs to: the named one, else the order's newest, else a new one.
    private mutating func place(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> (Int, Bool) {
        if let id = message.conversation {
            guard let index = threads.indices(of: id).first else {
                throw SandboxError(.unknownConversation, "there is no thread \(id)")
            }
            return (index, false)
        }
        if let number = message.order, !message.startsNewConversation,
            let index = threads.indices(of: number).last
        {
            return (index, false)
        }
        if message.author == .operator, message.order == nil, message.startsNewConversation {
            threads.append(operatorThread(now: now))
            return (threads.count - 1, true)
        }
        let number = message.order ?? "\(25)\(randomText(8, of: .digits))-A"
        stock(now)
        let sale = sale(of: number, for: message, now: now)
        // The operator may open a thread with the shop alone.
        let authorized: [MiraklThread.Participant] =
            message.author == .buyer ? [.customer, .shop, .operator] : [.shop, .operator]
        threads.append(
            MiraklThread(
                id: randomUUID(), topic: .init(type: "REASON_CODE", value: "31"), order: sale.order,
                customerID: sale.customerID, authorized: authorized, created: now))
        return (threads.count - 1, true)
    }

    /// The order with this number, made up where there is none.
    private mutating func sale(of number: String, for message: BuyerMessage, now: Timestamp) -> MiraklSale {
        if let known = sales.indices(of: number).first { return sales[known] }
        let order = Order(
            number: number, buyer: message.name, language: message.language, article: .bought(with: number),
            placed: now - .seconds(5 * 86_400))
        let sale = MiraklSale(sent: order, customerID: "CUST-\(randomText(6, of: .digits))")
        sales.append(sale)
        return sale
    }

    private func conversation(_ thread: MiraklThread) -> SandboxConversation {
        SandboxConversation(
            marketplace: .mirakl, id: thread.id, order: thread.order.number, buyer: thread.order.buyer,
            language: thread.order.language, item: thread.order.article.title,
            awaitsSeller: thread.shopReplyNeededSince != nil, isClosed: false, messages: thread.messages.map(view))
    }

    private func view(_ message: MiraklThread.Message) -> SandboxMessage {
        let role: AuthorRole =
            switch message.author {
            case .customer: .buyer
            case .shop: .seller
            case .operator: .operator
            }
        return SandboxMessage(
            id: message.id, role: role, name: message.authorName, text: LightHTML.text(of: message.body),
            sent: message.sent, attachments: message.attachments)
    }
}

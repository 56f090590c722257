import Domain

extension KauflandStandIn {
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        let (index, isFirst) = try place(message, now: now)
        let role: KauflandTicket.Role =
            switch message.author {
            case .buyer: .buyer
            case .operator: .customerService
            case .system: .system
            }
        let entry = append(
            message.text, by: role, name: role == .buyer ? message.name : "Kaufland", attachments: message.attachments,
            toTicketAt: index, now: now)
        let ticket = tickets[index]
        return Arrival(
            conversation: conversation(ticket), message: view(entry, of: ticket), order: ticket.order, isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { tickets.map(conversation) }

    /// The ticket that `message` belongs to: the named one, else the order's newest open one, else a new one.
    private mutating func place(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> (Int, Bool) {
        if let id = message.conversation {
            guard let index = tickets.firstIndex(where: { $0.id == id }) else {
                throw SandboxError(.unknownConversation, "there is no ticket \(id)")
            }
            return (index, false)
        }
        if let number = message.order, !message.startsNewConversation,
            let index = tickets.lastIndex(where: { $0.order.number == number && $0.status == .opened })
        {
            return (index, false)
        }
        let number = message.order ?? "M\(randomText(5, of: .uppercaseAndDigits))\(randomText(1, of: .digits))"
        stock(now)
        let sale = sale(of: number, for: message, now: now)
        tickets.append(ticket(of: sale, units: sale.units.map(\.id), now: now))
        return (tickets.count - 1, true)
    }

    /// The order with this number, made up where there is none.
    private mutating func sale(of number: String, for message: BuyerMessage, now: Timestamp) -> KauflandSale {
        if let known = sales.first(where: { $0.order.number == number }) { return known }
        let order = Order(
            number: number, buyer: message.name, language: message.language, article: .bought(with: number),
            placed: now - .seconds(6 * 86_400))
        let unit = KauflandSale.Unit(
            id: 314_567_000_000_000 + (Int64(randomText(8, of: .digits)) ?? 1), article: order.article, status: "sent")
        let storefronts = ["pl": "pl", "cs": "cz", "sk": "sk"]
        let sale = KauflandSale(
            order: order, buyerID: 20_000_000 + (Int64(randomText(6, of: .digits)) ?? 1),
            storefront: storefronts[message.language] ?? "de", units: [unit])
        sales.append(sale)
        return sale
    }

    private func conversation(_ ticket: KauflandTicket) -> SandboxConversation {
        SandboxConversation(
            marketplace: .kaufland, id: ticket.id, order: ticket.order.number, buyer: ticket.order.buyer,
            language: ticket.order.language, item: ticket.order.article.title,
            awaitsSeller: ticket.status == .opened && ticket.isSellerResponsible, isClosed: ticket.status != .opened,
            messages: ticket.messages.map { view($0, of: ticket) })
    }

    private func view(_ message: KauflandTicket.Message, of ticket: KauflandTicket) -> SandboxMessage {
        let role: AuthorRole =
            switch message.role {
            case .seller: .seller
            case .buyer: .buyer
            case .system: .system
            case .customerService: .operator
            }
        return SandboxMessage(
            id: String(message.id), role: role, name: message.name, text: message.text, sent: message.sent,
            attachments: ticket.files.filter { $0.message == message.id }.map(\.file), isInterim: message.isInterim)
    }
}

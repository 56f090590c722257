import Domain

extension EbayStandIn {
    /// What a buyer writes; as `operator`, a notice of eBay's own; as `system`, the buyer's wish to cancel the order.
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        let purchase = try purchase(of: message, now: now)
        let (index, isFirst) = try place(message, purchase, now: now)
        if message.author == .system {
            purchases[purchase.order.number]?.hasShipped = false
            purchases[purchase.order.number]?.cancellation = EbayPurchase.Cancellation(
                id: "5\(randomText(9, of: .digits))", isBuyers: true, reason: "ORDER_MISTAKE", state: .requested,
                changed: now)
        }
        threads[index].status = .active
        let media = message.attachments.map { file in
            let id = randomUUID()
            files[id] = file
            return EbayThread.Media(
                name: file.name, type: Self.mediaType(file.type),
                file: SandboxAttachment(id: id, name: file.name, size: file.bytes.count))
        }
        let entry = append(
            message.text, from: threads[index].buyer, to: account.seller, media: media, toThreadAt: index, now: now)
        return Arrival(
            conversation: conversation(threads[index]), message: view(entry, in: threads[index]),
            order: purchase.order, isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { threads.map(conversation) }

    /// The order that a message is about: the conversation's, the named one, else a new one. Orders whose number begins
    /// with `00` were not sent yet.
    private mutating func purchase(
        of message: BuyerMessage, now: Timestamp
    ) throws(SandboxError) -> EbayPurchase {
        if let id = message.conversation {
            guard let thread = threads.first(where: { $0.id == id }),
                let known = purchases[thread.order.number]
            else { throw SandboxError(.unknownConversation, "there is no conversation \(id)") }
            return known
        }
        let number =
            message.order
            ?? "\(randomText(2, of: "123456789"))-\(randomText(5, of: .digits))-\(randomText(5, of: .digits))"
        guard Self.isOrderID(number) else {
            throw SandboxError(.badMessage, "an eBay order number looks like 12-34567-89012")
        }
        if let known = purchases[number] { return known }
        let purchase = EbayPurchase(
            order: Order(
                number: number, buyer: message.name, language: message.language, article: .bought(with: number),
                placed: now - .seconds(5 * 86_400)),
            buyer: "kaeufer_\(randomText(6, of: .lowercaseAndDigits))", listing: "29\(randomText(10, of: .digits))",
            hasShipped: !number.hasPrefix("00"))
        purchases[number] = purchase
        return purchase
    }

    private mutating func place(
        _ message: BuyerMessage, _ purchase: EbayPurchase, now: Timestamp
    ) throws(SandboxError) -> (Int, Bool) {
        let kind: EbayThread.Kind = message.author == .operator ? .ebay : .members
        if let id = message.conversation, let index = threads.firstIndex(where: { $0.id == id }) {
            return (index, false)
        }
        if !message.startsNewConversation,
            let index = threads.lastIndex(where: {
                $0.order.number == purchase.order.number && $0.kind == kind
            })
        {
            return (index, false)
        }
        threads.append(
            EbayThread(
                id: Self.newThreadID(), kind: kind, buyer: kind == .ebay ? "eBay" : purchase.buyer,
                listing: kind == .ebay ? nil : purchase.listing, order: purchase.order, created: now))
        return (threads.count - 1, true)
    }

    private func conversation(_ thread: EbayThread) -> SandboxConversation {
        SandboxConversation(
            marketplace: .ebay, id: thread.id, order: thread.order.number, buyer: thread.order.buyer,
            language: thread.order.language, item: thread.order.article.title,
            awaitsSeller: thread.status == .active && thread.messages.last?.recipient == account.seller,
            isClosed: thread.status != .active, messages: thread.messages.map { view($0, in: thread) })
    }

    private func view(_ message: EbayThread.Message, in thread: EbayThread) -> SandboxMessage {
        let role: AuthorRole =
            message.sender == account.seller ? .seller : thread.kind == .ebay ? .operator : .buyer
        return SandboxMessage(
            id: String(message.id), role: role, name: message.sender, text: message.text, sent: message.sent,
            attachments: message.media.compactMap(\.file))
    }

    private static func mediaType(_ type: String) -> String {
        if type.hasPrefix("image/") { return "IMAGE" }
        return type == "application/pdf" ? "PDF" : type == "text/plain" ? "TXT" : "DOC"
    }
}

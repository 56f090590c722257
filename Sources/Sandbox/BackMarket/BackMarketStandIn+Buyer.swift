import Domain

extension BackMarketStandIn {
    /// Order numbers that begin so have lines that are paid (`1`), accepted (`2`), or sent (any other digit).
    private static func lineState(_ number: Int64) -> Int64 {
        switch String(number).first {
        case "1": 1
        case "2": 2
        default: 3
        }
    }

    /// What a buyer writes, or Back Market's staff as `operator`; as `system` it is an informative remark, after which
    /// the folder is closed.
    mutating func receive(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> Arrival {
        let (index, isFirst) = try place(message, now: now)
        let sender: BackMarketFolder.Sender = message.author == .buyer ? .customer : .backMarket
        let entry = append(message.text, by: sender, attachments: message.attachments, toFolderAt: index, now: now)
        folders[index].closed = message.author == .system ? now : nil
        if message.author == .system, let last = folders[index].messages.indices.last {
            folders[index].messages[last].isInformative = true
        }
        return Arrival(
            conversation: conversation(folders[index]), message: view(entry, in: folders[index]),
            order: folders[index].order, isFirst: isFirst)
    }

    var conversations: [SandboxConversation] { folders.map(conversation) }

    /// The named folder, else the newest of the order, else a new one.
    private mutating func place(_ message: BuyerMessage, now: Timestamp) throws(SandboxError) -> (Int, Bool) {
        if let id = message.conversation {
            guard let index = folders.firstIndex(where: { String($0.id) == id }) else {
                throw SandboxError(.unknownConversation, "there is no folder \(id)")
            }
            return (index, false)
        }
        let text = message.order ?? "3\(randomText(7, of: .digits))"
        guard let number = Int64(text), number > 0 else {
            throw SandboxError(.badMessage, "a Back Market order number is a whole number")
        }
        if !message.startsNewConversation, let index = folders.lastIndex(where: { $0.orderID == number }) {
            return (index, false)
        }
        let sale = sales[number] ?? newSale(number, message, now: now)
        sales[number] = sale
        // Folders of the first years have small numbers and other rules.
        lastID += 2
        let isOld = String(number).hasSuffix("007")
        folders.append(
            BackMarketFolder(
                id: isOld ? lastID - 199_000_000 : lastID, order: sale.order, orderID: number,
                line: sale.lines.first?.id ?? 0, created: now, modified: now))
        return (folders.count - 1, true)
    }

    private func newSale(_ number: Int64, _ message: BuyerMessage, now: Timestamp) -> BackMarketSale {
        let state = Self.lineState(number)
        let lines = (1...2).map { BackMarketSale.Line(id: number * 10 + $0, state: state) }
        return BackMarketSale(
            order: Order(
                number: String(number), buyer: message.name, language: message.language,
                article: .bought(with: String(number)), placed: now - .seconds(6 * 86_400)),
            id: number, lines: String(number).hasSuffix("2") ? lines : Array(lines.prefix(1)))
    }

    private func conversation(_ folder: BackMarketFolder) -> SandboxConversation {
        SandboxConversation(
            marketplace: .backmarket, id: String(folder.id), order: folder.order.number, buyer: folder.order.buyer,
            language: folder.order.language, item: folder.order.article.title,
            awaitsSeller: folder.closed == nil && folder.messages.last?.sender != .merchant,
            isClosed: folder.closed != nil, messages: folder.messages.map { view($0, in: folder) })
    }

    private func view(_ message: BackMarketFolder.Message, in folder: BackMarketFolder) -> SandboxMessage {
        let role: AuthorRole =
            switch message.sender {
            case .merchant: .seller
            case .customer: .buyer
            case .backMarket: .operator
            }
        return SandboxMessage(
            id: String(message.id), role: role, name: message.sender == .customer ? folder.order.buyer : "",
            text: message.text, sent: message.sent, attachments: message.attachments)
    }
}

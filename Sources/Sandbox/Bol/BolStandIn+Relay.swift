import Domain
import LMTP
import MIME

extension BolStandIn {
    /// Largest sum of attachments that the relay takes, in bytes.
    private static let attachmentLimit = 10 << 20
    private static let attachmentTypes: Set<String> = ["application/pdf", "image/jpeg", "image/png"]

    func owns(_ recipient: EmailAddress) -> Bool {
        recipient.domain == BolAccount.contactDomain || recipient.domain == BolAccount.orderDomain
    }

    /// bol sends no copies.
    func ownCopy(of answer: RelayedAnswer, to recipient: EmailAddress, now: Timestamp) -> Notification? { nil }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        guard let contact = contacts.first(where: { $0.id == arrival.conversation.id }),
            let message = contact.messages.last(where: { $0.view.id == arrival.message.id })
        else { return nil }
        guard let address = contact.address else {
            return BolNotification.notice(arrival, mailID: message.mailID, to: recipient)
        }
        let earlier = contact.messages.filter { $0.view.role == .seller }.map(\.mailID)
        return BolNotification.buyerMessage(
            arrival, from: address, mailID: message.mailID, earlier: earlier, files: files, to: recipient)
    }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = contacts.indices.flatMap { index in contacts[index].messages.indices.map { (index, $0) } }
            .filter { contacts[$0.0].messages[$0.1].view.role == .seller }
            .max { contacts[$0.0].messages[$0.1].view.sent < contacts[$1.0].messages[$1.1].view.sent }
        guard let newest else { return }
        contacts[newest.0].messages[newest.1].view.text = change(contacts[newest.0].messages[newest.1].view.text)
    }

    /// At RCPT: only the seller may write, only to aliases that exist.
    func checkEnvelope(from sender: EmailAddress?, to recipient: EmailAddress) throws(SMTPReply) {
        guard let sender, account.approvedSenders.contains(sender) else {
            throw SMTPReply(550, "5.7.1", "Sender is not known to this seller account")
        }
        guard target(recipient) != nil else { throw SMTPReply(550, "5.1.1", "No such customer address") }
    }

    /// Takes `mail` for the buyer behind `recipient`. To an order's address it begins a contact, or goes on with the one
    /// that there is.
    mutating func relay(
        _ mail: [UInt8], from sender: EmailAddress?, to recipient: EmailAddress, now: Timestamp
    ) throws(SMTPReply) -> RelayedAnswer {
        try checkEnvelope(from: sender, to: recipient)
        guard let target = target(recipient) else { throw SMTPReply(550, "5.1.1", "No such customer address") }
        let message = Message(parsing: mail)
        let authors = message.from.flatMap(\.mailboxes).compactMap { EmailAddress($0.address) }
        guard authors.count == 1, account.approvedSenders.contains(authors[0]) else {
            throw SMTPReply(550, "5.7.1", "From is not known to this seller account")
        }
        let attachments = message.attachments.map {
            Attachment(name: message.fileName(of: $0), type: $0.type, bytes: message.content(of: $0))
        }
        guard attachments.allSatisfy({ Self.attachmentTypes.contains($0.type) }) else {
            throw SMTPReply(554, "5.7.1", "Attachments may be pdf, jpg and png")
        }
        guard attachments.reduce(0, { $0 + $1.bytes.count }) <= Self.attachmentLimit else {
            throw SMTPReply(552, "5.3.4", "Attachments exceed 10 MB")
        }
        let answer = AnswerText(message.body.text ?? "")
        let view = SandboxMessage(
            id: randomUUID(), role: .seller, name: account.name, text: answer.text, sent: now,
            attachments: store(attachments))
        let index = place(target)
        let remarks = remarks(on: message, answer, in: contacts[index])
        contacts[index].messages.append(BolContact.Message(view: view, mailID: message.messageID ?? ""))
        postCount += 1
        return RelayedAnswer(conversation: conversation(contacts[index]), message: view, remarks: remarks)
    }

    private enum Target {
        case contact(Int)
        case order(String)
    }

    private func target(_ address: EmailAddress) -> Target? {
        let alias = address.localPart.lowercased()
        if address.domain == BolAccount.contactDomain {
            return contacts.firstIndex { $0.alias == alias }.map { .contact($0) }
        }
        guard address.domain == BolAccount.orderDomain else { return nil }
        return orders.first { $0.alias == alias || $0.billingAlias == alias }.map { .order($0.order.number) }
    }

    private mutating func place(_ target: Target) -> Int {
        switch target {
        case .contact(let index): return index
        case .order(let number):
            if let index = contacts.lastIndex(where: { $0.order == number && $0.alias != nil }) { return index }
            contacts.append(
                BolContact(id: randomText(9, of: .digits), alias: BolContact.newAlias(), order: number))
            return contacts.count - 1
        }
    }

    private func remarks(on message: Message, _ answer: AnswerText, in contact: BolContact) -> [String] {
        var remarks: [String] = []
        let known = Set(contact.messages.filter { $0.view.role == .buyer }.map(\.mailID))
        if !known.isEmpty, known.isDisjoint(with: message.inReplyTo) {
            remarks.append("In-Reply-To names no mail of this contact")
        }
        if !known.isEmpty, known.isDisjoint(with: message.references) {
            remarks.append("References names no mail of this contact")
        }
        if message.body.htmlPart != nil { remarks.append("not plain text only") }
        if answer.text.isEmpty { remarks.append("no text above the original") }
        if answer.text.contains("[[mb:") { remarks.append("the text contains the bridge's marker") }
        if !(message.subject ?? "").contains(contact.order) { remarks.append("the subject does not name the order") }
        return remarks
    }
}

import Domain
import LMTP
import MIME

/// A mail that the relay put before a buyer.
struct RelayedAnswer: Sendable {
    var conversation: SandboxConversation
    var message: SandboxMessage
    /// What the marketplace advises and this mail lacks.
    var remarks: [String]
}

extension AmazonStandIn {
    /// Largest sum of attachments that the relay takes, in bytes.
    static let attachmentLimit = 10 << 20

    func owns(_ recipient: EmailAddress) -> Bool { recipient.domain == account.relayDomain }

    func ownCopy(of answer: RelayedAnswer, to recipient: EmailAddress, now: Timestamp) -> Notification? {
        mails(to: recipient).ownCopy(of: answer, now: now)
    }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        guard let one = cases.first(where: { $0.id == arrival.conversation.id }),
            let mailID = one.messages.last(where: { $0.view.id == arrival.message.id })?.mailID
        else { return nil }
        return mails(to: recipient).buyerMessage(arrival, in: one, mailID: mailID, files: files)
    }

    private func mails(to recipient: EmailAddress) -> AmazonNotification {
        AmazonNotification(account: account, frame: .frame(account.language), recipient: recipient)
    }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = cases.indices.flatMap { index in cases[index].messages.indices.map { (index, $0) } }
            .filter { cases[$0.0].messages[$0.1].view.role == .seller }
            .max { cases[$0.0].messages[$0.1].view.sent < cases[$1.0].messages[$1.1].view.sent }
        guard let newest else { return }
        cases[newest.0].messages[newest.1].view.text = change(cases[newest.0].messages[newest.1].view.text)
    }

    /// At RCPT: only approved senders may write, only to aliases that exist.
    func checkEnvelope(from sender: EmailAddress?, to recipient: EmailAddress) throws(SMTPReply) {
        guard let sender, account.approvedSenders.contains(sender) else {
            throw SMTPReply(550, "5.7.1", "Sender is not an approved sender of this seller account")
        }
        guard index(of: recipient) != nil else {
            throw SMTPReply(550, "5.1.1", "No such buyer address")
        }
    }

    /// Takes `mail` for the buyer behind `recipient` and shows the buyer its new text.
    mutating func relay(
        _ mail: [UInt8], from sender: EmailAddress?, to recipient: EmailAddress, now: Timestamp
    ) throws(SMTPReply) -> RelayedAnswer {
        try checkEnvelope(from: sender, to: recipient)
        guard let index = index(of: recipient) else { throw SMTPReply(550, "5.1.1", "No such buyer address") }
        let message = Message(parsing: mail)
        let authors = message.from.flatMap(\.mailboxes).compactMap { EmailAddress($0.address) }
        guard authors.count == 1, account.approvedSenders.contains(authors[0]) else {
            throw SMTPReply(550, "5.7.1", "From is not an approved sender of this seller account")
        }
        let attachments = message.attachments.map {
            Attachment(name: message.fileName(of: $0), type: $0.type, bytes: message.content(of: $0))
        }
        guard attachments.reduce(0, { $0 + $1.bytes.count }) <= Self.attachmentLimit else {
            throw SMTPReply(552, "5.3.4", "Attachments exceed 10 MB")
        }
        let body = message.body.text ?? ""
        let answer = AnswerText(body)
        let view = SandboxMessage(
            id: randomUUID(), role: .seller, name: "Beispiel Shop", text: answer.text, sent: now,
            attachments: store(attachments))
        let remarks = remarks(on: message, answer: answer, in: cases[index])
        cases[index].messages.append(
            AmazonCase.Message(view: view, mailID: message.messageID ?? ""))
        postCount += 1
        return RelayedAnswer(conversation: conversation(cases[index]), message: view, remarks: remarks)
    }

    /// The case behind a relay address: by case id when the address carries one, else the alias's newest.
    private func index(of address: EmailAddress) -> Int? {
        guard address.domain == account.relayDomain else { return nil }
        let alias = String(address.withoutDetail.localPart).lowercased()
        let candidates = cases.indices.filter { cases[$0].alias == alias }
        guard let detail = address.detail else { return candidates.last }
        return candidates.first { cases[$0].id == detail.lowercased() }
    }

    private func remarks(on message: Message, answer: AnswerText, in one: AmazonCase) -> [String] {
        var remarks: [String] = []
        let known = Set(one.messages.map(\.mailID))
        if known.isDisjoint(with: message.inReplyTo) { remarks.append("In-Reply-To names no mail of this case") }
        if known.isDisjoint(with: message.references) { remarks.append("References names no mail of this case") }
        if !answer.quotesOriginal { remarks.append("the original message is not quoted") }
        if !(message.subject?.contains(one.order.number) ?? false), !answer.text.contains(one.order.number) {
            remarks.append("neither subject nor text names the order")
        }
        if message.body.htmlPart != nil { remarks.append("not plain text only") }
        if answer.text.isEmpty { remarks.append("no text above the original") }
        if answer.text.contains("[[mb:") { remarks.append("the text contains the bridge's marker") }
        return remarks
    }
}

import Digests
import Domain
import MIME
import Replies
import Routing
import Store

/// Writes the mails that agents get: one conversation per ticket, the token in four places, text and HTML with the same
/// lines.
struct TicketMailComposer: Sendable {
    let settings: TicketingSettings
    let account: Account
    let ticket: Ticket
    let language: AgentLanguage
    let now: Timestamp
    /// Nothing that somebody else chose stands in the header, and no files: what is left can always be written.
    var isPlain = false

    var texts: AgentTexts { AgentTexts.of(language) }

    /// A sheet that begins with the marker line.
    func sheet() -> Sheet {
        guard let token = TicketToken(ticket.token) else { return Sheet(marker: "", attributes: "") }
        return Sheet(
            marker: ReplyMarker.line(token: token, language: language),
            attributes: TicketMark.markerAttributes(token: token))
    }

    /// - Parameters:
    ///   - name: says what the mail is about; the same name gives the same Message-ID, so that a mail that is composed
    ///     again after a crash is the same mail
    ///   - sender: shown name of the sender
    ///   - label: put in front of the conversation's subject
    ///   - answers: Message-IDs of mails in the agents' client that this one follows, newest last
    func mail(
        _ kind: TicketMail.Kind, name: String, sender: String, label: String? = nil, sheet: Sheet,
        attachments: [Attachment] = [], answers: [String] = [], folder: String, route: RouteDecision? = nil,
        priority: Route.Priority? = nil
    ) throws(WriteError) -> NewTicketMail {
        let root = ticket.rootMessageID(domain: domain)
        let id = messageID(name)
        var (sheet, attachments, answers) = (sheet, attachments, answers)
        if isPlain {
            if !attachments.isEmpty { sheet.add(.internal, inert: notAttached(attachments.map(\.name))) }
            (attachments, answers) = ([], [])
        }
        var outgoing = OutgoingMessage(
            from: Mailbox(name: OutgoingMessage.oneLine(sender), address: replyAddress.text), subject: subject(label),
            date: DateTime(secondsSinceEpoch: now.seconds), messageID: id, text: sheet.text, html: sheet.html)
        outgoing.to = [Mailbox(address: settings.replyAddress.text)]
        outgoing.replyTo = [Mailbox(name: OutgoingMessage.oneLine(sender), address: replyAddress.text)]
        answers = answers.filter(isWritable)
        outgoing.inReplyTo = [answers.last ?? root]
        outgoing.references = [root] + answers.filter { $0 != root }
        outgoing.fields = fields(kind) + importance(priority ?? route?.priority ?? .normal)
        outgoing.attachments = attachments.map {
            OutgoingMessage.Attachment(foreignName: $0.name, type: $0.type, bytes: $0.bytes)
        }
        return NewTicketMail(
            ticket: ticket.id, kind: kind, messageID: id, mailbox: settings.ticketMailbox, folder: folder,
            keywords: route?.tags ?? [], text: sheet.text, html: sheet.html, raw: try outgoing.bytes())
    }

    /// `Di 24.11.2026 16:00 CET`, written as the language does, in the zone in which the marketplace counts.
    func shown(_ time: Timestamp) -> String {
        LocalTime(time, in: account.clock.rules(inForceAt: time).zone).text(in: language)
    }

    func fill(_ template: String, _ values: [String: String] = [:]) -> String {
        AgentTexts.fill(template, values.merging(["marketplace": account.shownName]) { given, _ in given })
    }

    /// Names come from others: nothing in the line becomes a link.
    func notAttached(_ names: [String]) -> String {
        // Clients make links of addresses in plain text themselves.
        fill(texts.notAttached, ["names": names.map { $0.replacing("://", with: "_") }.joined(separator: ", ")])
    }

    /// `[Conrad 12345-A] Where is my parcel?`
    func subject(_ label: String?) -> String {
        let tag =
            "[\([account.shownName, isPlain ? nil : ticket.order?.text].compactMap { $0 }.joined(separator: " "))]"
        let topic =
            isPlain
            ? nil : ticket.subject ?? fill(texts.subjectMessage, ["name": ticket.buyerName ?? texts.buyer])
        // A buyer's words must not look like the tag that brings an answer to its ticket.
        let plainTopic = topic?.replacing("[mb:", with: "(mb:").replacing("[MB:", with: "(MB:")
        // Where the address cannot carry it, the subject is what a client keeps that drops the Message-IDs.
        let token = settings.subAddressing ? nil : TicketToken(ticket.token).map { "[mb:\($0.text)]" }
        return OutgoingMessage.oneLine(
            [label.map { "\($0):" } ?? timeLeft, tag, plainTopic, token].compactMap { $0 }.joined(separator: " "))
    }

    /// What is left of the time, where no label says more: `(6h)` or `(45m)` while it presses, `(-2h)` behind the deadline; nil as long as there is time, or none is owed.
    private var timeLeft: String? {
        guard let deadline = ticket.deadline, account.isPressing(ticket, at: now) else { return nil }
        let minutes = (deadline - now).components.seconds / 60
        return abs(minutes) < 60 ? "(\(minutes)m)" : "(\(minutes / 60)h)"
    }

    /// Foreign ids that are too long or odd to be repeated are left out; ours hold the thread together.
    private func isWritable(_ messageID: String) -> Bool {
        messageID.utf8.count <= 250 && messageID.contains("@")
            && messageID.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E }
    }

    var replyAddress: EmailAddress {
        guard settings.subAddressing, let token = TicketToken(ticket.token) else { return settings.replyAddress }
        return settings.addressing.address(of: token)
    }

    private var domain: String { settings.domain }

    private func messageID(_ name: String) -> String {
        let number = sha256(name.utf8).prefix(6).reduce(0) { $0 << 8 | Int($1) }
        return "mb-\(ticket.token).\(number + 1)@\(domain)"
    }

    /// As mail clients show it (RFC 4021 §2.1.56, and the older X-Priority).
    private func importance(_ priority: Route.Priority) -> [(name: String, value: String)] {
        switch priority {
        case .low: [("Importance", "low"), ("X-Priority", "5")]
        case .normal: []
        case .high: [("Importance", "high"), ("X-Priority", "1")]
        }
    }

    private func fields(_ kind: TicketMail.Kind) -> [(name: String, value: String)] {
        var fields = BridgeHeader.silence
        fields.append((BridgeHeader.ticket, ticket.id.description))
        fields.append((BridgeHeader.kind, kind.rawValue))
        fields.append((BridgeHeader.marketplace, account.name.text))
        if let order = ticket.order, !isPlain { fields.append((BridgeHeader.order, order.text)) }
        return fields
    }
}

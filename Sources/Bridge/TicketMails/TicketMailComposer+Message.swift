import Domain
import MIME
import Replies
import Routing
import Store

extension TicketMailComposer {
    /// What a ticket mail shows of one message, ready to be written down.
    struct Content: Sendable {
        /// Names the message for ever.
        var remoteID: RemoteMessageID
        var role: AuthorRole
        var authorName: String?
        var text: String
        var createdAt: Timestamp
        var attachments: [Attachment] = []
        /// Names of attachments that could not be taken along.
        var missing: [String] = []
        var order: OrderContext?
        var deadline: Timestamp?
        var noReplyLink: String?
        var thread: ThreadID?
        /// Messages of the conversation that came before, oldest first.
        var history: [TicketMessage] = []
    }

    /// The mail that brings a message to the agents.
    func message(_ content: Content, folder: String, route: RouteDecision) throws(WriteError) -> NewTicketMail {
        let isOurs = content.role == .seller
        let name = content.authorName ?? (isOurs ? texts.us : ticket.buyerName ?? texts.buyer)
        var sheet = sheet()
        sheet.add(.head, heading(content, name))
        sheet.add(
            isOurs ? .answer : .customer, content.text.allSatisfy(\.isWhitespace) ? texts.emptyText : content.text)
        if !content.missing.isEmpty {
            sheet.add(.internal, inert: notAttached(content.missing))
        }
        sheet.add(.head, lines: orderLines(content))
        sheet.add(.internal, lines: actionLines(content))
        if content.role != .seller {
            sheet.add(
                .internal, heading: CommandTexts.of(language).offers,
                links: actionLinks(content.order, suggested: route.template))
        }
        addHistory(content, to: &sheet)
        let sender = fill(texts.via, ["name": content.role == .system ? account.shownName : name])
        return try mail(
            content.role == .system ? .notice : .message, name: "message \(content.remoteID)",
            sender: content.role == .system ? account.shownName : sender, sheet: sheet,
            attachments: content.attachments, folder: folder, route: route)
    }

    private func heading(_ content: Content, _ name: String) -> String {
        let template =
            switch content.role {
            case .operator: texts.operatorWrote
            case .system: texts.noticeFrom
            case .buyer, .seller: texts.wrote
            }
        return fill(template, ["name": name, "date": shown(content.createdAt)])
    }

    private func orderLines(_ content: Content) -> [String] {
        guard let number = ticket.order else { return [] }
        return content.order.map(lines) ?? ["\(texts.order): \(number)"]
    }

    /// What the marketplace shows of an order.
    func lines(of order: OrderContext) -> [String] {
        var lines = ["\(texts.order): \(order.number)"]
        if let created = order.createdAt { lines.append("\(texts.orderedOn): \(shown(created))") }
        if let state = order.state { lines.append("\(texts.state): \(state)") }
        lines += order.lines.prefix(Self.longestList).map { line in
            let sku = line.sku.map { " (\($0))" } ?? ""
            let price = line.price.map { ", \($0)" } ?? ""
            return "\(line.quantity) × \(line.title)\(sku)\(price)"
        }
        if let total = order.total { lines.append("\(texts.total): \(total)") }
        lines += order.tracking.map { "\(texts.shipment): \($0)" }
        return lines
    }

    private func actionLines(_ content: Content) -> [String] {
        var lines: [String] = []
        if let deadline = content.deadline { lines.append("\(texts.answerBy): \(shown(deadline))") }
        if let link = account.portalLink(order: ticket.order, thread: content.thread) {
            lines.append("\(texts.portal): \(link)")
        }
        if let link = content.noReplyLink { lines.append("\(texts.noReplyLink): \(link)") }
        return lines
    }

    private func addHistory(_ content: Content, to sheet: inout Sheet) {
        guard !content.history.isEmpty else { return }
        sheet.add(.head, "\(texts.earlier):")
        for message in content.history.suffix(Self.longestList) {
            let isOurs = message.role == .seller
            let name = isOurs ? texts.us : message.authorName ?? ticket.buyerName ?? texts.buyer
            sheet.add(.head, "\(shown(message.createdAt)), \(name):")
            sheet.add(isOurs ? .answer : .customer, message.text)
        }
    }

    /// Order lines and earlier messages shown at most.
    private static let longestList = 20
}

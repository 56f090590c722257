import Domain

/// What a mail of an operator on Mirakl says. Words, language and sender belong to the operator: order number and thread
/// are taken, everything else comes from the API.
struct MiraklNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    func recognition(_ kind: NotificationKind) -> Recognition {
        let links = mail.text.webLinks
        let portal = links.first { $0.scheme == "https" && SenderDomains.isPortal($0, .mirakl, url: account.url) }
        let orders = orders(links)
        return Recognition(
            standing: .unproven, kind: kind, order: orders.count == 1 ? orders.first : nil, thread: thread(links),
            links: portal.map { [.portal($0.text)] } ?? [], orders: orders, reason: "")
    }

    /// Those of the subject, else the first of the text, else of the links.
    private func orders(_ links: [WebLink]) -> [OrderNumber] {
        let subject = numbers(mail.subject)
        if !subject.isEmpty { return subject }
        // An address may hold other ids of the same shape; it is asked last.
        let text = mail.text.split(whereSeparator: \.isNewline).map { line in
            line.split { $0.isWhitespace || $0 == "<" || $0 == ">" }.filter { $0.range(ofASCII: "://") == nil }
                .joined(separator: " ")
        }.joined(separator: "\n")
        return [numbers(text).first ?? numbers(links.map(\.rest).joined(separator: "\n")).first].compactMap { $0 }
    }

    private func numbers(_ text: String) -> [OrderNumber] {
        if let pattern = account.orderPattern { return pattern.numbers(in: text) }
        var found: [OrderNumber] = []
        for var word in text.runs(of: IDShape.isWideByte) {
            while let last = word.last, ".-_".contains(last) { word.removeLast() }
            let number = OrderNumber(String(word))
            if IDShape.isMiraklOrder(word), !found.contains(number) { found.append(number) }
        }
        return found
    }

    /// The UUID in a link, the one that follows the word for messages first.
    private func thread(_ links: [WebLink]) -> ThreadID? {
        for link in links.sorted(by: { Self.isMessages($0) && !Self.isMessages($1) }) {
            if let id = link.rest.runs(of: IDShape.isWordByte).first(where: { IDShape.isUUID($0) }) {
                return ThreadID(id.lowercased())
            }
        }
        return nil
    }

    private static func isMessages(_ link: WebLink) -> Bool {
        link.rest.contains("message") || link.rest.contains("thread") || link.rest.contains("inbox")
    }
}

import Domain

/// What a mail of an operator on Mirakl says. Words, language and sender belong to the operator: order number and thread
/// are taken, everything else comes from the API.
struct MiraklNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    var recognition: Recognition {
        let links = mail.text.webLinks
        let kind = Self.kind(subject: mail.subject)
        let portal = links.first { $0.scheme == "https" && SenderDomains.isPortal($0, .mirakl, url: account.url) }
        return Recognition(
            standing: .unproven, kind: kind, order: order(links), thread: thread(links),
            links: portal.map { [.portal($0.text)] } ?? [],
            reason: kind == .other ? "an operator's mail of another kind" : "words of the subject mean \(kind.rawValue)"
        )
    }

    private func order(_ links: [WebLink]) -> OrderNumber? {
        // An address may hold other ids of the same shape; it is asked last.
        let text = mail.text.split(whereSeparator: \.isNewline).map { line in
            line.split { $0.isWhitespace || $0 == "<" || $0 == ">" }.filter { $0.range(ofASCII: "://") == nil }
                .joined(separator: " ")
        }.joined(separator: "\n")
        for place in [mail.subject, text, links.map(\.rest).joined(separator: "\n")] {
            if let number = numbers(place).first { return number }
        }
        return nil
    }

    private func numbers(_ text: String) -> [OrderNumber] {
        if let pattern = account.orderPattern { return pattern.numbers(in: text) }
        return text.runs(of: IDShape.isWideByte).compactMap { word in
            var word = word
            while let last = word.last, ".-_".contains(last) { word.removeLast() }
            return IDShape.isMiraklOrder(word) ? OrderNumber(String(word)) : nil
        }
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

    /// By words of the subject, in the languages of the operators. An incident comes first: its subject may also speak of
    /// a message.
    private static func kind(subject: String) -> NotificationKind {
        let subject = subject.lowercased()
        func has(_ words: [String]) -> Bool { words.contains { subject.contains($0) } }
        if has(incidents) { return .claimOpen }
        return has(messages) ? .buyerMessage : .other
    }

    private static let incidents = [
        "ereignis", "vorfall", "reklamation", "incident", "réclamation", "dispute", "klacht", "incidente", "incidencia",
        "reclamo", "zgłoszeni", "reklamacj",
    ]
    private static let messages = [
        "nachricht", "anfrage", "message", "bericht", "messaggio", "mensaje", "wiadomoś", "mensagem", "zpráv",
    ]
}

import Domain
import MIME

/// What a mail of Amazon's says.
struct AmazonNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    func recognition(_ kind: NotificationKind) -> Recognition {
        let frame = AmazonFrame(framedText)
        let alias = Self.alias(of: mail, account)
        var recognition = Recognition(standing: .unproven, kind: kind, reason: "")
        let orders = orders(frame, kind: kind)
        recognition.orders = orders
        recognition.order = orders.count == 1 ? orders.first : nil
        switch kind {
        case .buyerMessage:
            recognition.text = frame.text
            recognition.relayAddress = alias
            recognition.buyerName = buyerName
            recognition.thread = alias.flatMap(caseID) ?? linkedCase(frame.footer)
            recognition.links = links(frame.footer)
        case .ownCopy:
            recognition.text = AmazonCopy.words(of: frame.text)
            recognition.buyerName = addressee
        case .undelivered:
            recognition.relayAddress = mailtoAlias
            recognition.text = notice
        default: recognition.text = notice
        }
        return recognition
    }

    // MARK: - Text

    /// The text to look for the frame in. In some HTML the message stands in an element that only Amazon's template uses,
    /// without any marker.
    private var framedText: String {
        guard mail.isHTMLOnly, let html = mail.html, AmazonMarker.lines(of: mail.text).isEmpty,
            AmazonMarker.anywhere(in: mail.text).isEmpty, let inner = AmazonTemplate(html)
        else { return mail.text }
        return inner.text
    }

    /// A notice as a whole, without footer.
    private var notice: String? {
        let text = AmazonFrame.withoutFooter(mail.text[...]).trimmed
        return text.isEmpty ? nil : text
    }

    // MARK: - Addresses

    /// The alias as it was received, with its case: Reply-To first, because the case is missing from some From fields.
    static func alias(of mail: NotificationMail, _ account: NotificationAccount) -> EmailAddress? {
        let candidates = mail.replyTo + [mail.senderAddress].compactMap { $0 }
        return candidates.first { AmazonDomains.isAlias($0, further: account.relayDomains) }
    }

    private func caseID(_ alias: EmailAddress) -> ThreadID? { alias.detail.flatMap { caseID(String($0)) } }

    private func caseID(_ text: String) -> ThreadID? {
        let bytes = text.utf8
        guard (8...64).contains(bytes.count), bytes.allSatisfy(IDShape.isWordByte), bytes.first != UInt8(ascii: "-")
        else { return nil }
        return ThreadID(text)
    }

    /// The alias of the buyer whom a message did not reach.
    private var mailtoAlias: EmailAddress? {
        for source in [mail.text, mail.html ?? ""] {
            for word in source.split(whereSeparator: { $0.isWhitespace || "<>\"'?,;()".contains($0) }) {
                let word = word.hasPrefix("mailto:") ? word.dropFirst(7) : word
                guard word.contains("@"), let address = EmailAddress(String(word)) else { continue }
                if AmazonDomains.isAlias(address, further: account.relayDomains) { return address }
            }
        }
        return nil
    }

    // MARK: - Order

    /// The numbers in the subject, else the one in the order block. Two different ones in the subject say nothing alone.
    ///
    /// A buyer may write of any order, so in his message none counts. In the copy of an answer the line counts that
    /// ``AmazonRelayMail`` adds, else the numbers in it; in a notice, which is all Amazon's, the first one.
    private func orders(_ frame: AmazonFrame, kind: NotificationKind) -> [OrderNumber] {
        let subject = numbers(mail.subject)
        if !subject.isEmpty { return subject }
        if let number = numbers(String(frame.head)).first { return [number] }
        switch kind {
        case .buyerMessage: return []
        case .ownCopy:
            if let number = AmazonCopy.orderLine(of: frame.text).flatMap({ numbers($0).first }) { return [number] }
            return numbers(frame.text)
        default: return [numbers(frame.text).first ?? numbers(mail.text).first].compactMap { $0 }
        }
    }

    private func numbers(_ text: String) -> [OrderNumber] {
        if let pattern = account.orderPattern { return pattern.numbers(in: text) }
        var found: [OrderNumber] = []
        for word in text.runs(of: IDShape.isWordByte) where IDShape.isAmazonOrder(word) {
            let number = OrderNumber(String(word))
            if !found.contains(number) { found.append(number) }
        }
        return found
    }

    // MARK: - Names

    /// The sender's display name without Amazon's addition; nil where it is a general word.
    private var buyerName: String? {
        guard var name = mail.sender?.name?.trimmed else { return nil }
        let addition = " - amazon marketplace"
        if name.lowercased().hasSuffix(addition) { name = String(name.dropLast(addition.count)).trimmed }
        return name.isEmpty || name.lowercased().contains("amazon") || name.contains("@") ? nil : name
    }

    /// Whom the answer was for that a copy shows.
    private var addressee: String? {
        for start in Self.copySubjects {
            if mail.subject.hasPrefix(start) {
                let name = mail.subject.dropFirst(start.count).trimmed
                return name.isEmpty ? nil : name
            }
        }
        return nil
    }

    private static let copySubjects = [
        "Ihre E-Mail an ", "Your e-mail to ", "Your email to ", "Seu e-mail para ", "La tua e-mail a ",
        "Twoja wiadomość do ", "Votre e-mail à ", "Su correo electrónico para ", "Uw e-mail aan ",
    ]

    // MARK: - Links

    private func portalLinks(_ footer: Substring) -> [WebLink] {
        footer.webLinks.filter { $0.scheme == "https" && AmazonDomains.portals.contains($0.host) }
    }

    private func links(_ footer: Substring) -> [Recognition.Link] {
        let links = portalLinks(footer)
        var result: [Recognition.Link] = []
        if let link = links.first(where: { $0.rest.hasPrefix("/messaging/no-response-needed?") }) {
            result.append(.noReplyNeeded(link.text))
        }
        if let link = links.first(where: { $0.rest.hasPrefix("/messaging/inbox?") }) {
            result.append(.portal(link.text))
        }
        return result
    }

    private func linkedCase(_ footer: Substring) -> ThreadID? {
        for link in portalLinks(footer) where link.rest.hasPrefix("/messaging/inbox?") {
            for name in ["cc", "ss"] {
                if let id = link.parameter(name).flatMap({ caseID(String($0)) }) { return id }
            }
        }
        return nil
    }
}

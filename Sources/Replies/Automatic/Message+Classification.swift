public import MIME

import Domain

extension Message {
    /// Who wrote the mail; the first rule that matches decides.
    public func classification(own: OwnAddresses = OwnAddresses()) -> MailClassification {
        loop(own) ?? dispositionNotification ?? bounce ?? calendarReply ?? autoReply ?? list(own) ?? nullSender
            ?? .human
    }

    // MARK: Rules, in order

    private func loop(_ own: OwnAddresses) -> MailClassification? {
        if header.fields.contains(where: { BridgeHeader.isOwn($0.name) }) { return .init(.loop, "own-header") }
        if let messageID, own.isOwnMessageID(messageID) { return .init(.loop, "own-message-id") }
        let senders = (from + sender).mailboxes.compactMap { EmailAddress($0.address) }
        if senders.contains(where: own.isTicketAddress) { return .init(.loop, "from-ticket-address") }
        let receivers = (to + deliveredTo + originalTo).mailboxes.compactMap { EmailAddress($0.address) }
        if own.isUnknown, let only = senders.first, receivers.contains(only) { return .init(.loop, "self-addressed") }
        let marks = header.all("x-loop").compactMap { EmailAddress($0.text.trimmingBlanks()) }
        if marks.contains(where: { own.replyAddresses.contains($0.withoutDetail) || receivers.contains($0) }) {
            return .init(.loop, "x-loop")
        }
        if header.all("received").count > 25 { return .init(.loop, "hop-count") }
        return nil
    }

    private var dispositionNotification: MailClassification? {
        if isReport, reportType == "disposition-notification" {
            return .init(.mdn, "report")
        }
        if parts.contains(where: { isTop($0) && $0.type == "message/disposition-notification" }) {
            return .init(.mdn, "disposition-part")
        }
        if foldedSubject.starts(withAnyOf: AutomaticSubjects.receipts), !hasBodyText { return .init(.mdn, "subject") }
        return nil
    }

    private var bounce: MailClassification? {
        if isReport { return .init(.bounce, "report") }
        if parts.contains(where: { isTop($0) && $0.type == "message/delivery-status" }) {
            return .init(.bounce, "delivery-status")
        }
        if from.mailboxes.contains(where: \.isMailSystem) { return .init(.bounce, "from-mail-system") }
        if header.first("x-failed-recipients") != nil { return .init(.bounce, "x-failed-recipients") }
        if header.first("x-ms-exchange-message-is-ndr") != nil { return .init(.bounce, "exchange-ndr") }
        if hasNullSender, foldedSubject.starts(withAnyOf: AutomaticSubjects.bounces) {
            return .init(.bounce, "subject")
        }
        return nil
    }

    private var calendarReply: MailClassification? {
        let leaves = parts.filter(\.isLeaf)
        guard leaves.contains(where: { $0.type == "text/calendar" && $0.parameter("method")?.lowercased() == "reply" }),
            leaves.allSatisfy({ $0.type == "text/calendar" || $0.type == "application/ics" || !hasText($0) })
        else { return nil }
        return .init(.autoReply, "calendar-reply")
    }

    private var autoReply: MailClassification? {
        if let field = header.first("auto-submitted"), field.firstWord != "no" {
            return .init(.autoReply, "auto-submitted")
        }
        for name in ["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply"] {
            if let field = header.first(name), field.firstWord != "no", field.firstWord != "false" {
                return .init(.autoReply, name)
            }
        }
        if header.first("x-apple-action")?.firstWord == "vacation" { return .init(.autoReply, "x-apple-action") }
        for name in ["precedence", "x-precedence"]
        where header.all(name).contains(where: {
            $0.firstWord.hasPrefix("auto_reply") || $0.firstWord.hasPrefix("auto-reply")
        }) {
            return .init(.autoReply, "precedence-auto-reply")
        }
        if header.first("x-auto-response-suppress") != nil, header.first("x-ms-exchange-inbox-rules-loop") != nil {
            return .init(.autoReply, "exchange-absence")
        }
        // Absence mails of Exchange come from the null sender; redirected human mail does not.
        if hasNullSender,
            header.first("x-ms-exchange-inbox-rules-loop") != nil || header.first("x-auto-response-suppress") != nil
        {
            return .init(.autoReply, "exchange-null-sender")
        }
        if foldedSubject.starts(withAnyOf: AutomaticSubjects.absences) { return .init(.autoReply, "subject") }
        return nil
    }

    private func list(_ own: OwnAddresses) -> MailClassification? {
        if let id = listID, own.internalLists.contains(id.lowercased()) { return nil }
        if header.first("list-id") != nil { return .init(.list, "list-id") }
        if header.first("list-post") != nil { return .init(.list, "list-post") }
        if header.all("precedence").contains(where: { ["bulk", "list", "junk"].contains($0.firstWord) }) {
            return .init(.list, "precedence")
        }
        let answersTicket = (inReplyTo + references).contains(where: own.isOwnMessageID)
        if header.first("list-unsubscribe") != nil, !answersTicket { return .init(.list, "list-unsubscribe") }
        return nil
    }

    private var nullSender: MailClassification? { hasNullSender ? .init(.bounce, "null-sender") : nil }

    // MARK: Facts

    /// As the header says, even if the body does not fit it.
    private var isReport: Bool { header.first("content-type")?.parameters.value == "multipart/report" }

    private var reportType: String? { header.first("content-type")?.parameters["report-type"]?.lowercased() }

    private var foldedSubject: FoldedText { FoldedText(subject ?? "") }

    /// The envelope sender is `<>`, as the receiving host recorded it.
    private var hasNullSender: Bool {
        guard let field = header.first("return-path") else { return false }
        return field.text.filter { !$0.isWhitespace } == "<>"
    }

    /// Not inside an attached or quoted mail.
    private func isTop(_ part: Part) -> Bool { part.parent == nil || part.parent == 0 }

    private var hasBodyText: Bool { parts.contains { $0.isLeaf && $0.isText && !$0.isAttachment && hasText($0) } }

    private func hasText(_ part: Part) -> Bool {
        guard part.isText else { return true }
        let text = part.type == "text/html" ? plainText(fromHTML: self.text(of: part)) : self.text(of: part)
        return text.contains { !$0.isWhitespace }
    }
}

extension HeaderField {
    /// The value's first word in lower case: comments, parameters and blanks do not count (RFC 3834 §5).
    fileprivate var firstWord: String {
        var depth = 0
        var word = ""
        for character in text.lowercased() {
            if character == "(" {
                depth += 1
            } else if character == ")" {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                if character == ";" || (character.isWhitespace && !word.isEmpty) { break }
                if !character.isWhitespace { word.append(character) }
            }
        }
        return word
    }
}

extension Mailbox {
    /// The sender that mail servers use for their own reports.
    fileprivate var isMailSystem: Bool {
        let local = localPart.lowercased()
        if ["mailer-daemon", "postmaster", "mail-daemon", "maildaemon"].contains(local) { return true }
        let name = FoldedText(name ?? "")
        return name.starts(withAnyOf: [
            "mail delivery", "mailer-daemon", "mail system", "microsoft outlook mail delivery",
        ])
    }
}

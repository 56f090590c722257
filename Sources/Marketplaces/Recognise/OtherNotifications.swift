import Domain
import MIME

// Marketplaces whose connectors are not built yet: enough to show what a mail is about and to recognise forgeries.

/// What a mail of bol's says: a customer's own words come from the relay, a notice only links to the portal.
struct BolNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    var recognition: Recognition {
        // Automatic mails come from the relay's domains too, and nobody reads an answer to those.
        let isRelayed = mail.senderAddress.map { BolDomains.isAlias($0, further: account.relayDomains) } ?? false
        let text = mail.text.trimmed
        return Recognition(
            standing: .unproven, kind: isRelayed ? .buyerMessage : order == nil ? .other : .ticketNotice, order: order,
            text: text.isEmpty ? nil : text, buyerName: isRelayed ? mail.sender?.name : nil,
            relayAddress: isRelayed ? mail.senderAddress : nil,
            reason: isRelayed ? "bol's relay for customers" : "bol's notice")
    }

    private var order: OrderNumber? {
        let text = mail.subject + "\n" + mail.text
        if let pattern = account.orderPattern { return pattern.numbers(in: text).first }
        return text.runs(of: IDShape.isWordByte).first { word in
            guard word.utf8.count == 10, let first = word.first else { return false }
            if word.allSatisfy(\.isASCIIDigit) { return true }
            return ("A"..."Z").contains(first) && word.dropFirst().first?.isASCIIDigit == true
                && word.allSatisfy { $0.isASCIIDigit || ("A"..."Z").contains($0) }
        }.map { OrderNumber(String($0)) }
    }
}

/// What a mail of eBay's says: the HTML holds the whole conversation, the newest message in an element of its own.
struct EbayNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    var recognition: Recognition {
        let isMember = mail.senderDomain?.labels.first == "members"
        return Recognition(
            standing: .unproven, kind: isMember ? .buyerMessage : .other, order: order,
            text: isMember ? newest ?? mail.text.trimmed : nil,
            reason: isMember ? "a member's message at eBay" : "eBay's mail of another kind")
    }

    private var order: OrderNumber? {
        let text = mail.subject + "\n" + mail.text
        if let pattern = account.orderPattern { return pattern.numbers(in: text).first }
        return text.runs(of: IDShape.isWordByte).first { word in
            let groups = word.split(separator: "-", omittingEmptySubsequences: false)
            return groups.map(\.utf8.count) == [2, 5, 5] && groups.allSatisfy { $0.allSatisfy(\.isASCIIDigit) }
        }.map { OrderNumber(String($0)) }
    }

    private var newest: String? {
        guard let html = mail.html else { return nil }
        var inner: [UInt8] = []
        var depth = 0
        let bytes = Array(html.utf8)
        for token in HTMLTokenizer(bytes) {
            switch token.content {
            case .startTag(let tag) where tag.name == "div":
                if depth > 0 || tag.value(of: "id") == "UserInputtedText" { depth += 1 }
                if depth == 1 { continue }
            case .endTag("div") where depth > 0:
                depth -= 1
                if depth == 0 { return plainText(fromHTML: inner) }
            default: break
            }
            if depth > 0 { inner += bytes[token.range] }
        }
        return nil
    }
}

/// What a mail of Allegro's says. Order and issue are UUIDs, the issue's stands in a link.
struct AllegroNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    var recognition: Recognition {
        let path = "/moje-allegro/sprzedaz/dyskusje/"
        let issue = mail.text.webLinks.first { $0.rest.hasPrefix(path) }
            .map { String($0.rest.dropFirst(path.count).prefix(36)) }.flatMap { IDShape.isUUID($0) ? $0 : nil }
        // A follow-up also speaks of a discussion; only the first mail says that one was begun.
        let text = mail.text.lowercased()
        let isDispute = text.contains("rozpoczął z tobą dyskusj") || text.contains("rozpoczęła z tobą dyskusj")
        let order = text.runs(of: IDShape.isWordByte).first { IDShape.isUUID($0) && String($0) != issue }
        let isMessage = mail.subject.lowercased().contains("wiadomość")
        return Recognition(
            standing: .unproven,
            kind: isDispute ? .claimOpen : isMessage ? .buyerMessage : issue == nil ? .other : .ticketNotice,
            order: order.map { OrderNumber(String($0)) }, thread: issue.map { ThreadID($0) }, text: mail.text.trimmed,
            reason: isDispute ? "a dispute was opened at Allegro" : "Allegro's mail")
    }
}

/// What a mail of Cdiscount's relay says.
struct OctopiaNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    var recognition: Recognition {
        let isRelayed = mail.senderDomain?.description == "clemarche.com"
        return Recognition(
            standing: .unproven, kind: isRelayed ? .buyerMessage : .other, order: order, text: mail.text.trimmed,
            relayAddress: isRelayed ? mail.senderAddress : nil,
            reason: isRelayed ? "Cdiscount's relay for customers" : "Cdiscount's mail of another kind")
    }

    /// Ten digits and five capitals or digits.
    private var order: OrderNumber? {
        let text = mail.subject + "\n" + mail.text
        if let pattern = account.orderPattern { return pattern.numbers(in: text).first }
        return text.runs(of: IDShape.isWordByte).first { word in
            word.utf8.count == 15 && word.prefix(10).allSatisfy(\.isASCIIDigit)
                && word.dropFirst(10).allSatisfy { $0.isASCIIDigit || ("A"..."Z").contains($0) }
        }.map { OrderNumber(String($0)) }
    }
}

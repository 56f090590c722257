import Domain
import MIME

/// What a mail says of a marketplace whose mails have no structure worth code: words, alias and name as they stand. Numbers come from
/// the rules' captures, or by the account's own pattern.
struct PlainNotification {
    let mail: NotificationMail
    let account: NotificationAccount
    let isRelayed: Bool

    func recognition(_ kind: NotificationKind) -> Recognition {
        let orders = OrderSearch(mail, account) { _ in [] }
        let text = words?.trimmed ?? mail.text.trimmed
        // Back Market's and eBay's answers go through the API.
        let isAnsweredByMail = isRelayed && (account.kind == .bol || account.kind == .octopia)
        return Recognition(
            standing: .unproven, kind: kind, order: orders.only, text: text.isEmpty ? nil : text,
            buyerName: isRelayed && account.kind == .bol ? mail.sender?.name : nil,
            relayAddress: isAnsweredByMail ? mail.senderAddress : nil, orders: orders.all, reason: "")
    }

    private var words: String? { account.kind == .ebay && isRelayed ? EbayDigest.newest(mail.html) : nil }
}

/// eBay's HTML holds the whole conversation, the newest message in an element of its own.
enum EbayDigest {
    static func newest(_ html: String?) -> String? {
        guard let html else { return nil }
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

/// What a mail of Allegro's says. Order and issue are UUIDs; where no rule tells them apart, the order is the first that does not stand in a
/// dispute's link.
struct AllegroNotification {
    let mail: NotificationMail
    let account: NotificationAccount

    func recognition(_ kind: NotificationKind) -> Recognition {
        let path = "/moje-allegro/sprzedaz/dyskusje/"
        let issue = mail.text.webLinks.first { $0.rest.hasPrefix(path) }
            .map { String($0.rest.dropFirst(path.count).prefix(36)) }.flatMap { IDShape.isUUID($0) ? $0 : nil }
        let orders = OrderSearch(mail, account) { text in
            text.runs(of: IDShape.isWordByte).filter { IDShape.isUUID($0) && String($0) != issue }
                .map { OrderNumber(String($0)) }
        }
        return Recognition(
            standing: .unproven, kind: kind, order: orders.only, thread: issue.map { ThreadID($0) },
            text: mail.text.trimmed, orders: orders.all, reason: "")
    }
}

import Domain
import MIME
import Patterns

/// What the rules see of a mail.
struct NotificationEvidence {
    /// Bytes of a text that patterns are run over.
    static let textLimit = 65_536
    /// Links that are looked at.
    static let linkLimit = 200

    let mail: NotificationMail
    let account: NotificationAccount
    let isRelayed: Bool
    let subject: PatternText
    /// The text without quoted history, then all of it where that is more.
    let texts: [PatternText]
    /// Addresses that the marketplace itself wrote: not those of a mail that is a buyer's own.
    let links: [String]
    let linkTexts: [PatternText]
    /// Amazon's name of the kind, from its header field or from a link of the footer.
    let typeName: String?

    init(_ mail: NotificationMail, _ account: NotificationAccount) {
        self.mail = mail
        self.account = account
        isRelayed = Self.isRelayed(mail, account)
        subject = Self.searchable(mail.subject[...])
        let whole = mail.text[...]
        let own = History.cut(whole)
        texts = ([own] + (own.utf8.count < whole.utf8.count ? [whole] : [])).map(Self.searchable)
        if account.kind == .amazon {
            let frame = AmazonFrame(mail.text)
            typeName = AmazonType.name(mail, footer: frame.footer, isRelayed: isRelayed)
            links = isRelayed ? frame.footer.webLinks.map(\.text) : Self.allLinks(mail)
        } else {
            typeName = nil
            links = isRelayed ? [] : Self.allLinks(mail)
        }
        linkTexts = links.map { PatternText($0) }
    }

    /// A field's text. Amazon's type is also known from links, for forwarders that drop fields.
    func field(_ name: String) -> String? {
        if let text = mail.header.text(name), !text.trimmed.isEmpty { return text }
        return name.lowercased() == AmazonType.field ? typeName : nil
    }

    private static func isRelayed(_ mail: NotificationMail, _ account: NotificationAccount) -> Bool {
        if account.kind == .amazon { return AmazonNotification.alias(of: mail, account) != nil }
        // Automatic mails come from bol's relay too, and nobody reads an answer to those.
        if account.kind == .bol {
            return mail.senderAddress.map { BolDomains.isAlias($0, further: account.relayDomains) } ?? false
        }
        return mail.senderDomain.map { SenderDomains.isRelay($0, account) } ?? false
    }

    private static func allLinks(_ mail: NotificationMail) -> [String] {
        var links = mail.text.webLinks.prefix(linkLimit).map(\.text)
        guard let html = mail.html else { return links }
        for token in HTMLTokenizer(html) {
            guard links.count < linkLimit else { break }
            if case .startTag(let tag) = token.content, tag.name == "a", let address = tag.value(of: "href"),
                let link = WebLink(address[...]), !links.contains(link.text)
            {
                links.append(link.text)
            }
        }
        return links
    }

    /// No-break spaces as blanks, so that patterns written with blanks fit.
    private static func searchable(_ text: Substring) -> PatternText {
        let bounded = String(text).boundedUTF8(textLimit)
        guard bounded.utf8.contains(where: { $0 == 0xC2 || $0 == 0xE2 }) else { return PatternText(bounded) }
        var plain = String.UnicodeScalarView()
        for scalar in bounded.unicodeScalars {
            plain.append(["\u{A0}", "\u{202F}", "\u{2007}"].contains(scalar) ? " " : scalar)
        }
        return PatternText(String(plain))
    }
}

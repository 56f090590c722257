public import MIME

/// The program that a mail was written with, as far as the mail tells. One agent's signature differs from one to the next.
public struct MailClient: Sendable, Hashable {
    /// Lower case, without version; `unknown` if nothing tells.
    public let name: String

    /// First what the program says of itself, then the marks of its HTML, then the host in its Message-ID.
    public init(_ message: Message) {
        for field in ["user-agent", "x-mailer"] {
            if let value = message.header.text(field), let name = Self.name(inField: value) {
                self.name = name
                return
            }
        }
        let host = message.messageID.flatMap { $0.split(separator: "@").last }.map { $0.lowercased() } ?? ""
        let byHost = Self.hosts.first { host == $0.ending || host.hasSuffix("." + $0.ending) }?.name
        // The host of Gmail says enough; that of a mail service with several programs does not.
        if byHost == "gmail" {
            name = "gmail"
        } else {
            name = message.body.html.flatMap(Self.name(inHTML:)) ?? byHost ?? "unknown"
        }
    }

    private static func name(inField value: String) -> String? {
        let text = FoldedText(value.prefix(200))
        if let known = programs.first(where: { text.contains($0.fragment) }) { return known.name }
        let product = text.bytes.prefix { FoldedText.isWordByte($0) || $0 == UInt8(ascii: "-") }.prefix(24)
        return product.isEmpty ? nil : String(decoding: product, as: UTF8.self)
    }

    private static func name(inHTML html: String) -> String? {
        let beginning = Array(html.utf8.prefix(searched))
        return marks.first { beginning.firstRange(of: Array($0.fragment.utf8)) != nil }?.name
    }

    /// Bytes of the HTML that are looked through; the marks stand around what the agent wrote.
    private static let searched = 64 << 10

    private static let programs: [(fragment: String, name: String)] = [
        ("macoutlook", "outlook-mac"), ("microsoft outlook", "outlook"), ("microsoft office outlook", "outlook"),
        ("betterbird", "betterbird"), ("thunderbird", "thunderbird"), ("iphone mail", "ios-mail"),
        ("ipad mail", "ios-mail"), ("apple mail", "apple-mail"), ("k-9", "k9"), ("k9", "k9"),
        ("roundcube", "roundcube"), ("em client", "em-client"), ("emclient", "em-client"), ("zimbra", "zimbra"),
        ("internet messaging program", "horde"), ("horde", "horde"), ("open-xchange", "open-xchange"),
    ]

    private static let marks: [(fragment: String, name: String)] = [
        ("ms-outlook-mobile", "outlook-mobile"), ("divRplyFwdMsg", "outlook-web"), ("appendonsend", "outlook-web"),
        ("protonmail_", "proton"), ("yahoo_quoted", "yahoo"), ("moz-cite-prefix", "thunderbird"),
        ("messageReplySection", "spark"), ("AppleMailSignature", "apple-mail"), ("gmail_", "gmail"),
        ("WordSection1", "outlook"),
    ]

    private static let hosts: [(ending: String, name: String)] = [
        ("mail.gmail.com", "gmail"), ("outlook.com", "exchange"), ("exchangelabs.com", "exchange"),
        ("gmx.net", "gmx"), ("gmx.de", "gmx"), ("web.de", "gmx"), ("email.android.com", "android-mail"),
        ("mail.yahoo.com", "yahoo"), ("protonmail.com", "proton"), ("proton.me", "proton"),
    ]
}

import MIME

/// What an element's attributes say about quotes, signatures and the bridge's own parts. Outlook puts `x_` before ids and
/// classes, Roundcube `v1`, Yahoo `ydp…yiv…`; several times when a mail went to and fro.
struct HTMLClientMark {
    private(set) var part: TicketPart?
    private(set) var isMarker = false
    private(set) var isQuote = false
    private(set) var isSignature = false
    private(set) var isAttribution = false
    private(set) var startsHistory = false
    private(set) var opensRest = false
    private(set) var isHidden = false

    init(_ tag: HTMLTag) {
        guard !tag.attributes.isEmpty else { return }
        var names: [Substring] = []
        for attribute in tag.attributes {
            switch attribute.name {
            case TicketMark.markerAttribute: isMarker = true
            case TicketMark.partAttribute: part = TicketPart(rawValue: attribute.value.lowercased()) ?? .internal
            case "id": names.append(attribute.value[...])
            case "class": names += attribute.value.split(whereSeparator: \.isWhitespace).prefix(32)
            case "name": readName(attribute.value.lowercased())
            case "type": if tag.name == "blockquote", attribute.value.lowercased() == "cite" { isQuote = true }
            case "data-marker": if attribute.value == "__DIVIDER__" { opensRest = true }
            case "data-smartmail": if attribute.value == "gmail_signature" { isSignature = true }
            case "style": isHidden = Self.hides(attribute.value)
            default: break
            }
        }
        for name in names { read(Self.withoutClientPrefix(name.lowercased())) }
    }

    private mutating func readName(_ name: String) {
        switch name {
        case "quote", "quoted-content", "messagereplysection":
            isQuote = true
            startsHistory = true
        case "messagesignaturesection": isSignature = true
        default: break
        }
    }

    private mutating func read(_ name: Substring) {
        switch name {
        case "divrplyfwdmsg", "stopspelling", "zwchr", "mail-editor-reference-message-container",
            "ms-outlook-mobile-reference-message":
            opensRest = true
        case "moz-cite-prefix", "gmail_attr", "reply-intro":
            isAttribution = true
            startsHistory = true
        case "protonmail_quote", "yahoo_quoted", "tutanota_quote", "zmail_extra":
            isQuote = true
            startsHistory = true
        case "signature", "applemailsignature", "ms-outlook-mobile-signature", "_rc_sig", "moz-signature",
            "gmail_signature", "gmail_signature_prefix", "protonmail_signature_block":
            isSignature = true
        default:
            if FoldedText(name).contains("yahoo_quoted") {
                isQuote = true
                startsHistory = true
            } else if TicketMark.markerNames.contains(where: { name.hasSuffix($0) }) {
                isMarker = true
            } else if part == nil {
                part = TicketMark.part(named: name)
            }
        }
    }

    /// Margins of paragraphs: Outlook's have none, there an empty line is a paragraph of its own.
    static func hasNoMargin(_ tag: HTMLTag) -> Bool {
        if let style = tag.value(of: "style").map(withoutBlanks) {
            if style.contains("margin:0") || style.contains("margin-top:0") { return true }
        }
        return tag.value(of: "class").map { FoldedText($0).contains("msonormal") } ?? false
    }

    private static func hides(_ style: String) -> Bool {
        let style = withoutBlanks(style)
        return style.contains("display:none") || style.contains("mso-hide:all") || style.contains("visibility:hidden")
    }

    private static func withoutBlanks(_ style: String) -> FoldedText {
        FoldedText(String(decoding: style.utf8.filter { $0 > 0x20 }, as: UTF8.self))
    }

    private static func withoutClientPrefix(_ name: String) -> Substring {
        var rest = name[...]
        while rest.hasPrefix("x_") { rest = rest.dropFirst(2) }
        if rest.hasPrefix("v1"), rest.utf8.count > 4 { rest = rest.dropFirst(2) }
        return rest
    }
}

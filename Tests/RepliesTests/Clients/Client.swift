import Domain
import Replies
import Testing

/// Mail programs as agents use them, each with its way of quoting.
enum Client: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case outlookClassic, outlookClassicUS, outlookNew, outlookMac, outlookPhone, hotmail, gmail, gmailPhone, appleMail,
        iOS
    case thunderbirdTop, thunderbirdBottom, roundcube, roundcubeText, gmx, yahoo, yahooPhone, proton, spark, zimbra,
        mailRu
    case yandex, k9, emClient, tOnline, orange, wpPoland, horde, zoho, samsung, plainUnquoted

    var testDescription: String { rawValue }

    /// The mail's bodies for an answer; `marks` false takes all own marks from quoted HTML, as Gmail does.
    func reply(_ agent: AgentFixture, _ ticket: TicketFixture, signed: Bool, marks: Bool) -> (
        text: String?, html: String?
    ) {
        let words = ClientText(ticket.language)
        let body = agent.answer + (signed ? [""] + agent.closing : [])
        let quoted = ticket.lines.map { $0.isEmpty ? ">" : "> \($0)" }
        let letterhead = signed ? [""] + agent.letterhead : []
        let delimited = signed ? ["", "-- ", "Jonas Lampert"] + agent.letterhead : []
        switch self {
        case .outlookClassic, .outlookClassicUS:
            let style =
                self == .outlookClassic
                ? "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
                : "border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in"
            let html =
                "<html><body lang=DE><div class=\"WordSection1\">" + word(body + letterhead)
                + "<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p><div><div style=\"\(style)\"><p class=\"MsoNormal\">"
                + "\(words.outlookHTML)</p></div></div><p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>"
                + "\(ticket.html(marks: marks))</div></body></html>"
            return (lines(body + letterhead + [""] + words.outlookText + [""] + ticket.lines), html)
        case .outlookNew, .outlookMac:
            let prefix = self == .outlookMac ? "x_" : ""
            let signature = signed ? "<div id=\"Signature\">\(divs(agent.closing + [""] + agent.letterhead))</div>" : ""
            let html =
                "<html><body dir=\"ltr\">\(divs(agent.answer))\(signature)<div id=\"\(prefix)appendonsend\"></div>"
                + "<hr style=\"display:inline-block;width:98%\"><div id=\"\(prefix)divRplyFwdMsg\" dir=\"ltr\"><font>"
                + "\(words.outlookHTML)</font><div>&nbsp;</div></div><div>\(ticket.html(marks: marks, prefix: "x_"))</div></body></html>"
            let rule = String(repeating: "_", count: 32)
            return (lines(body + letterhead + [rule] + words.outlookText + [""] + ticket.lines), html)
        case .outlookPhone:
            let html =
                "<html><body>\(divs(agent.answer))<div id=\"ms-outlook-mobile-signature\">Outlook für iOS beziehen</div>"
                + "<div id=\"mail-editor-reference-message-container\"><div class=\"ms-outlook-mobile-reference-message\">"
                + "<hr><div>\(words.outlookHTML)</div>\(ticket.html(marks: marks, prefix: "x_"))</div></div></body></html>"
            return (nil, html)
        case .hotmail:
            let html =
                "<html><body class='hmmessage'><div dir='ltr'>\(body.map(escaped).joined(separator: "<br>"))<br><br>"
                + "<div><hr id=\"stopSpelling\">\(words.outlookHTML)<br>\(ticket.html(marks: marks, prefix: "ecx"))</div></div></body></html>"
            return (nil, html)
        case .gmail, .gmailPhone:
            let signature =
                signed && self == .gmail
                ? "<br clear=\"all\"><span class=\"gmail_signature_prefix\">-- </span><br><div dir=\"ltr\" class=\"gmail_signature\">"
                    + "\((["Jonas Lampert"] + agent.letterhead).map(escaped).joined(separator: "<br>"))</div>" : ""
            let html =
                "<div dir=\"ltr\">\(divs(body))</div>\(signature)<br><div class=\"gmail_quote gmail_quote_container\">"
                + "<div dir=\"ltr\" class=\"gmail_attr\">\(escaped(words.gmail))<br></div><blockquote class=\"gmail_quote\">"
                + "\(ticket.html(marks: false))</blockquote></div>"
            return (lines(body + (self == .gmail ? delimited : []) + [""] + wrapped(words.gmail) + [""] + quoted), html)
        case .appleMail, .iOS:
            let foot =
                self == .iOS ? "<br id=\"lineBreakAtBeginningOfSignature\"><div dir=\"ltr\">\(words.phone)</div>" : ""
            let html =
                "<html><body>\(divs(body))\(foot)<div><br><blockquote type=\"cite\"><div>\(escaped(words.apple))</div>"
                + "<br class=\"Apple-interchange-newline\"><div>\(ticket.html(marks: marks))</div></blockquote></div></body></html>"
            let tail = self == .iOS ? ["", words.phone] : []
            return (lines(body + tail + ["", "> \(words.apple)", ">"] + quoted), html)
        case .thunderbirdTop, .thunderbirdBottom:
            let cite =
                "<div class=\"moz-cite-prefix\">\(words.thunderbird)<br></div><blockquote type=\"cite\" "
                + "cite=\"mid:x@bridge.example\">\(ticket.html(marks: marks))</blockquote>"
            let text = "<p>\(body.map(escaped).joined(separator: "<br>"))</p>"
            let signature =
                signed
                ? "<div class=\"moz-signature\">-- <br>\(agent.letterhead.map(escaped).joined(separator: "<br>"))</div>"
                : ""
            let sign = signed ? ["", "-- "] + agent.letterhead : []
            return self == .thunderbirdTop
                ? (
                    lines(body + sign + ["", words.thunderbird] + quoted),
                    "<html><body>\(text)\(signature)\(cite)</body></html>"
                )
                : (
                    lines([words.thunderbird] + quoted + [""] + body + sign),
                    "<html><body>\(cite)\(text)\(signature)</body></html>"
                )
        case .roundcube:
            let html =
                "<html><body>\(divs(body))<div id=\"_rc_sig\">\(signed ? divs(agent.letterhead) : "")</div>"
                + "<p id=\"reply-intro\">\(words.thunderbird)</p><blockquote type=\"cite\">"
                + "<div id=\"replybody1\">\(ticket.html(marks: marks, prefix: "v1"))</div></blockquote></body></html>"
            return (nil, html)
        case .roundcubeText:
            return (lines(body + delimited + ["", words.thunderbird] + quoted), nil)
        case .gmx:
            let html =
                "<html><body><div><div>\(body.map(escaped).joined(separator: "<br>"))</div><div>&nbsp;<div name=\"quote\">"
                + "<div>\(words.outlookHTML)</div><div name=\"quoted-content\">\(ticket.html(marks: marks))</div></div></div></div></body></html>"
            return (lines(body + ["", ""] + words.outlookText + [""] + ticket.lines), html)
        case .yahoo, .yahooPhone:
            let quote =
                "<div id=\"ydp81yahoo_quoted_293\" class=\"ydp81yahoo_quoted\"><div><div>\(escaped(words.gmail))</div>"
                + "<div><br></div><div>\(ticket.html(marks: marks, prefix: "ydp81yiv"))</div></div></div>"
            return self == .yahoo
                ? (
                    nil,
                    "<html><head></head><body><div>\(body.map(escaped).joined(separator: "<br>"))</div>\(quote)</body></html>"
                )
                : (
                    nil,
                    "\(body.map(escaped).joined(separator: "<br>"))<br><html><head></head><body>\(quote)</body></html>"
                )
        case .proton:
            return (
                nil,
                "<div>\(body.map(escaped).joined(separator: "<br>"))</div><div class=\"protonmail_signature_block\"><div>"
                    + "\(signed ? agent.letterhead.map(escaped).joined(separator: "<br>") : "")</div></div><div class=\"protonmail_quote\">"
                    + "\(escaped(words.gmail))<br><blockquote class=\"protonmail_quote\" type=\"cite\">\(ticket.html(marks: marks))"
                    + "</blockquote></div>"
            )
        case .spark:
            return (
                nil,
                "<html><body><div name=\"messageBodySection\">\(divs(body))</div><div name=\"messageSignatureSection\">"
                    + "\(signed ? divs(agent.letterhead) : "")</div><div name=\"messageReplySection\">\(escaped(words.apple))<br>"
                    + "<blockquote type=\"cite\">\(ticket.html(marks: marks))</blockquote></div></body></html>"
            )
        case .zimbra:
            return (
                nil,
                "<html><body><div>\(divs(body))</div><hr id=\"zwchr\" data-marker=\"__DIVIDER__\"><div>"
                    + "\(words.outlookHTML)</div>\(ticket.html(marks: marks))</body></html>"
            )
        case .mailRu, .yandex:
            let head =
                self == .mailRu
                ? "Thu, 26 Nov 2026 10:05:51 +0100 от Ticket Bridge &lt;tickets@bridge.example&gt;:"
                : "26.11.2026, 10:05, \"Ticket Bridge\" &lt;tickets@bridge.example&gt;:"
            return (
                nil,
                "<HTML><BODY><p>\(body.map(escaped).joined(separator: "<br>"))</p><br><p>\(head)</p><blockquote>"
                    + "\(ticket.html(marks: marks))</blockquote></BODY></HTML>"
            )
        case .k9:
            return (
                lines(
                    body + ["", words.thunderbird] + quoted + [
                        "", "-- ", "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
                    ]), nil
            )
        case .emClient:
            return (
                lines(
                    body + letterhead + ["", "------ \(words.originalMessage) ------"] + words.outlookText + [""]
                        + ticket.lines.map { ">\($0)" }), nil
            )
        case .tOnline:
            return (
                lines(
                    body + ["", "-----\(words.originalMessage)-----"] + words.outlookText.reversed() + ["", ""]
                        + ticket.lines), nil
            )
        case .orange:
            return (
                lines(
                    body + [
                        "", " ", "> Message du 26/11/26 10:05", "> De : \"Ticket Bridge\" <tickets@bridge.example>",
                        "> A : hallo@lampert.example", "> Copie à : ", "> Objet : [Leuchtmarkt 88231-C]", "> ",
                    ] + quoted), nil
            )
        case .wpPoland:
            return (
                lines(
                    body + [
                        "", "Dnia 26 listopada 2026 10:05 Ticket Bridge <tickets@bridge.example>", "napisał(a):", "",
                    ] + quoted), nil
            )
        case .horde:
            return (
                lines(body + delimited + ["", "Zitat von Ticket Bridge <tickets@bridge.example>:", ""] + quoted), nil
            )
        case .zoho:
            return (
                lines(
                    body + [
                        "", "---- On Thu, 26 Nov 2026 10:05:36 +0100 Ticket Bridge<tickets@bridge.example> wrote ----",
                        "",
                    ]
                        + ticket.lines), nil
            )
        case .samsung:
            return (
                lines(
                    body + ["", "", "-------- \(words.originalMessage) --------"] + words.outlookText + [""]
                        + ticket.lines), nil
            )
        case .plainUnquoted:
            return (lines(body + ["", ""] + ticket.lines), nil)
        }
    }

    private func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    private func divs(_ lines: [String]) -> String {
        lines.map { "<div>\($0.isEmpty ? "<br>" : escaped($0))</div>" }.joined(separator: "\n")
    }

    private func word(_ lines: [String]) -> String {
        lines.map { "<p class=\"MsoNormal\">\($0.isEmpty ? "<o:p>&nbsp;</o:p>" : escaped($0))</p>" }.joined(
            separator: "\n")
    }

    /// Broken before the address, as Gmail breaks at 78 columns.
    private func wrapped(_ line: String) -> [String] {
        guard let address = line.firstIndex(of: "<") else { return [line] }
        return [String(line[..<address].dropLast()), String(line[address...])]
    }
}

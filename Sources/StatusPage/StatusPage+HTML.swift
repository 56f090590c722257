import Domain

extension StatusPage {
    /// Seconds after which a page renews itself.
    static let renewal = 60

    var texts: PageTexts { PageTexts.of(language) }

    /// The whole page as UTF-8. It names nothing outside of itself but the portals' own pages.
    public func html() -> [UInt8] {
        var bytes = Array("<!DOCTYPE html>\n".utf8)
        HTML("html", [("lang", language.rawValue)], head, body).render(into: &bytes)
        return bytes
    }

    private var head: HTML {
        HTML(
            "head", [], HTML("meta", [("charset", "utf-8")]),
            HTML("meta", [("name", "viewport"), ("content", "width=device-width, initial-scale=1")]),
            HTML("meta", [("name", "robots"), ("content", "noindex")]),
            HTML("meta", [("name", "color-scheme"), ("content", "light dark")]),
            renews
                ? HTML(
                    "noscript", [],
                    HTML("meta", [("http-equiv", "refresh"), ("content", "\(Self.renewal)")])) : .nothing,
            HTML("title", [], "\(alarm)\(title) – mailbridge"), HTML(verbatim: Self.style, in: "style"))
    }

    private var body: HTML {
        var data: [HTML.Attribute] = [
            ("data-now", "\(now.milliseconds)"), ("data-units", texts.units),
            ("data-words", [texts.overdue, texts.soon, texts.inTime].joined(separator: "|")),
        ]
        if renews { data.append(("data-renew", "\(Self.renewal)")) }
        return HTML(
            "body", data, HTML("a", [("class", "skip"), ("href", "#content")], "\(texts.skip)"), header,
            HTML(
                "main", [("class", "wrap"), ("id", "content"), ("tabindex", "-1")], HTML("h1", [], "\(title)"),
                shownNotice,
                contentPart),
            footer, HTML(verbatim: Self.script, in: "script"))
    }

    /// What someone works in is not renewed under the hands.
    private var renews: Bool {
        guard !isStill else { return false }
        switch content {
        case .overview, .queue, .quarantine, .journal: return true
        case .mail, .login, .failure: return false
        }
    }

    /// In front of the title, so that a tab tells it.
    private var alarm: String {
        guard case .overview(let overview) = content, overview.figures.overdue > 0 else { return "" }
        return "(\(overview.figures.overdue)) "
    }

    private var title: String {
        switch content {
        case .overview: texts.overview
        case .queue: texts.queue
        case .quarantine: texts.quarantine
        case .mail(let mail, _): PageTexts.fill(texts.mailTitle, "number", "\(mail.id)")
        case .journal: texts.journal
        case .login: texts.logIn
        case .failure(let status): "\(status)"
        }
    }

    private var header: HTML {
        let brand = HTML(
            "p", [("class", "brand")],
            HTML(
                "svg", [("viewBox", "0 0 24 24"), ("fill", "none"), ("aria-hidden", "true")],
                HTML(
                    "path",
                    [
                        ("d", "M2 17c4 0 4-10 10-10s6 10 10 10M2 17h20M7 17v-5M17 17v-5M12 17V7"),
                        ("stroke", "currentColor"),
                        ("stroke-width", "2"), ("stroke-linecap", "round"), ("stroke-linejoin", "round"),
                    ])), "mailbridge")
        guard formToken != nil else {
            return HTML("header", [("class", "top")], HTML("div", [("class", "wrap")], brand))
        }
        let links: [(String, String, Bool)] = [
            (texts.overview, ".", { if case .overview = content { true } else { false } }()),
            (texts.queue, "queue", { if case .queue = content { true } else { false } }()),
            (texts.quarantine, "quarantine", { if case .quarantine = content { true } else { false } }()),
            (texts.journal, "journal", { if case .journal = content { true } else { false } }()),
        ]
        let items = links.map { name, place, isCurrent in
            var attributes: [HTML.Attribute] = [("href", place)]
            if isCurrent { attributes.append(("aria-current", "page")) }
            return HTML("li", [], HTML("a", attributes, "\(name)"))
        }
        return HTML(
            "header", [("class", "top")],
            HTML(
                "div", [("class", "wrap")], brand,
                HTML("nav", [("aria-label", texts.sections)], HTML("ul", [("class", "sections")], items))))
    }

    private var footer: HTML {
        var parts = [HTML("span", [], "\(PageTexts.fill(texts.asOf, "time", clock))")]
        if formToken != nil {
            if renews {
                parts.append(HTML("a", [("href", "?still=1")], "\(texts.stopUpdates)"))
            } else if isStill {
                parts.append(HTML("a", [("href", "?")], "\(texts.resumeUpdates)"))
            }
            if canLogOut {
                parts.append(form("logout", [], button: texts.logOut))
            }
        }
        return HTML("footer", [], HTML("div", [("class", "wrap")], parts))
    }

    /// Told to screen readers when the page is shown.
    private var shownNotice: HTML {
        guard let notice else { return .nothing }
        let text =
            switch notice {
            case .retried: texts.retried
            case .held: texts.wasHeld
            case .released: texts.wasReleased
            case .mailReleased: texts.mailReleased
            case .refused: texts.wasRefused
            }
        return HTML(
            "p",
            [
                ("class", "notice"), ("role", notice == .refused ? "alert" : "status"),
                ("data-level", notice == .refused ? "0" : "2"),
            ],
            "\(text)")
    }

    private var contentPart: HTML {
        switch content {
        case .overview(let overview): part(overview)
        case .queue(let posts): part(posts)
        case .quarantine(let mails): part(mails)
        case .mail(let mail, let preview): part(mail, preview)
        case .journal(let lines): part(lines)
        case .login(let wasWrong): login(wasWrong)
        case .failure(let status): card(nil, HTML("p", [], "\(reason(status))"))
        }
    }

    private func reason(_ status: Int) -> String {
        switch status {
        case 404: texts.notFound
        case 403: texts.refused
        case 429: texts.tooManyKeys
        default: texts.unavailable
        }
    }
}

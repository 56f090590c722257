import Domain
import Testing

@testable import StatusPage

@Suite("status page")
struct StatusPageTests {
    private static let now = Timestamp(seconds: 1_795_341_600)
    /// What a peer may put into any text.
    static let evil = "<script>alert(1)</script>\"' onload='x' &amp; </style></title>\u{0}\u{1B}\r\n\u{202E}<img src=x>"

    private static func page(_ content: StatusPage.Content, _ language: AgentLanguage = .en) -> String {
        var page = StatusPage(language: language, now: now, clock: "Sun 2026-11-22 10:00 CET", content: content)
        page.formToken = "f0"
        return String(decoding: page.html(), as: UTF8.self)
    }

    private static func overview(_ text: String) -> Overview {
        var overview = Overview()
        var account = AccountStanding(
            name: text, kind: .mailbox, health: .late, lastSuccess: now - .seconds(90), reason: text)
        account.isShadow = true
        overview.accounts = [account]
        var ticket = OpenTicket(id: TicketID(17), marketplace: text)
        ticket.order = text
        ticket.owner = text
        ticket.portal = "https://portal.example/?o=\(text)"
        ticket.deadline = now + .seconds(3 * 3600 + 720)
        ticket.shownDeadline = text
        overview.tickets = [ticket]
        overview.next = text
        overview.open = [(text, 3)]
        var line = ScorePanel.Line(label: text, value: text, level: .bad)
        line.target = text
        line.note = text
        line.share = .nan
        line.targetShare = 0.9
        var score = ScorePanel(marketplace: text, lines: [line])
        score.course = [0.5, .infinity, -1]
        score.courseLabel = text
        overview.scores = [score]
        overview.alarms = [OpenAlarm(ticket: ticket, kind: text, raisedAt: now, repeats: 2)]
        return overview
    }

    static func post(_ state: OutboxState, _ text: String = "x") -> QueuedPost {
        QueuedPost(
            entry: 5, ticket: TicketID(17), marketplace: text, order: text, state: state, attempts: 2, reason: text,
            createdAt: now, nextAttempt: now)
    }

    private static func contents(_ text: String) -> [StatusPage.Content] {
        let mail = HeldMail(id: 3, at: now, reason: text, size: 2_500_000, place: text)
        let preview = MailPreview(
            sender: text, subject: text, date: text, text: text, isCut: true, files: [text, text])
        let line = JournalLine(at: now, clock: text, event: text, ticket: TicketID(1), entry: 2, detail: text)
        return [
            .overview(overview(text)), .queue(OutboxState.allCases.map { post($0, text) }), .quarantine([mail]),
            .mail(mail, preview), .journal([line]), .login(wasWrong: true), .failure(status: 404),
        ]
    }

    @Test("whatever stands in a field comes out as text", arguments: AgentLanguage.allCases)
    func injection(language: AgentLanguage) {
        for (evil, tame) in zip(Self.contents(Self.evil), Self.contents("x")) {
            let page = Self.page(evil, language)
            // The same elements as with harmless values: nothing of the text became one.
            #expect(Self.tags(page) == Self.tags(Self.page(tame, language)))
            #expect(!page.contains("alert(1)</script>"))
            #expect(page.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" })
        }
    }

    private static func tags(_ page: String) -> [String] {
        page.matches(of: /<\/?([a-z0-9]+)/).map { String($0.1) }
    }

    @Test("a preview shows what turns the direction of writing, so that no name hides what it ends in")
    func directions() {
        let mail = HeldMail(id: 3, at: Self.now, reason: "x", size: 1, place: "x")
        let preview = MailPreview(
            sender: "\u{200F}a@b.example", subject: "invoice_\u{202E}gnp.exe", date: nil,
            text: "see \u{2066}x\u{2069}\u{61C}, שלום", isCut: false, files: ["\u{202D}x.pdf"])
        let page = Self.page(.mail(mail, preview))
        for shown in [
            "‹U+200F›a@b.example", "invoice_‹U+202E›gnp.exe", "see ‹U+2066›x‹U+2069›‹U+061C›, שלום", "‹U+202D›x.pdf",
        ] {
            #expect(page.contains(shown), "\(shown)")
        }
        #expect(!page.unicodeScalars.contains { $0.properties.isBidiControl })
    }

    @Test("a portal that is no web address is no link")
    func portals() {
        for portal in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x"] {
            var overview = Self.overview("x")
            overview.tickets[0].portal = portal
            #expect(!Self.page(.overview(overview)).contains("href=\"\(portal)"))
        }
        #expect(Self.page(.overview(Self.overview("7"))).contains("href=\"https://portal.example/?o=7\""))
    }

    @Test("each page names its language, has its landmarks and one script, and nothing from elsewhere")
    func frame() {
        for content in Self.contents("x") {
            let page = Self.page(content, .nl)
            #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"nl\">"))
            for part in ["<header", "<main", "<footer", "<nav aria-label=\"Onderdelen\"", "<h1>", "href=\"#content\""] {
                #expect(page.contains(part))
            }
            #expect(page.matches(of: /<script/).count == 1)
            #expect(page.matches(of: /<style/).count == 1)
            #expect(page.contains("<script>\(StatusPage.script)</script>"))
            #expect(page.firstMatch(of: /(src=|@import|url\(| style=| on[a-z]+=)/) == nil)
            let links = page.matches(of: /(?:href|action)="([^"]*)"/).map { String($0.1) }
            #expect(links.allSatisfy { !$0.contains("//") || $0.hasPrefix("https://portal.example/") })
        }
    }

    @Test("time left is counted down, and its level is a word too")
    func countdown() {
        for (left, level, word, text) in [
            (-7800, 0, "Overdue", "−2\u{A0}h 10\u{A0}min"), (605, 1, "Soon", "10\u{A0}min 5\u{A0}s"),
            (11_520, 1, "Soon", "3\u{A0}h 12\u{A0}min"), (100_000, 2, "In time", "1\u{A0}d 3\u{A0}h"),
        ] {
            var overview = Self.overview("x")
            overview.tickets[0].deadline = Self.now + .seconds(left)
            let page = Self.page(.overview(overview))
            #expect(page.contains("data-due=\"\((Self.now + .seconds(left)).milliseconds)\" data-level=\"\(level)\""))
            #expect(page.contains(">\(text)</time>"))
            #expect(page.contains("<span class=\"pill\">\(word)</span>"))
        }
    }

    @Test("without scripts the page is fetched anew, unless somebody wants it still or works in it")
    func renewal() {
        let page = Self.page(.overview(Overview()))
        #expect(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"60\"></noscript>"))
        var still = StatusPage(language: .en, now: Self.now, clock: "", content: .overview(Overview()))
        still.isStill = true
        still.formToken = "x"
        let text = String(decoding: still.html(), as: UTF8.self)
        #expect(!text.contains("http-equiv") && !text.contains("data-renew") && text.contains("Resume updates"))
        #expect(!Self.page(Self.contents("x")[3]).contains("http-equiv"))
    }

    @Test(
        "an entry has the buttons of its state",
        arguments: [
            (.queued, ["retry", "hold"]), (.held, ["release"]), (.failed, ["retry"]), (.uncertain, []), (.sending, []),
        ] as [(OutboxState, [String])])
    func buttons(state: OutboxState, actions: [String]) {
        let page = Self.page(.queue([Self.post(state)]))
        #expect(page.matches(of: /name="action" value="([a-z]+)"/).map { String($0.1) } == actions)
        #expect(page.matches(of: /name="form" value="f0"/).count == actions.count)
    }

    @Test("nobody who is not logged in finds a form but that of the token")
    func loggedOut() {
        let page = StatusPage(language: .en, now: Self.now, clock: "", content: .login(wasWrong: false))
        let text = String(decoding: page.html(), as: UTF8.self)
        #expect(text.matches(of: /<form/).count == 1 && !text.contains("<nav"))
        #expect(text.contains("<label for=\"token\">Token</label>"))
    }

    @Test("every language has every text", arguments: AgentLanguage.allCases)
    func texts(language: AgentLanguage) {
        let english = Mirror(reflecting: PageTexts.of(.en)).children.map { "\($0.value)" }
        let own = Mirror(reflecting: PageTexts.of(language)).children.map { "\($0.value)" }
        for (english, own) in zip(english, own) {
            #expect(!own.isEmpty)
            #expect(
                own.matches(of: /\{[a-z]+\}/).map { String($0.0) }
                    == english.matches(of: /\{[a-z]+\}/).map { String($0.0) })
        }
        #expect(PageTexts.of(language).units.split(separator: " ").count == 4)
    }

    @Test("a count that reached its limit says so")
    func limit() {
        #expect(Overview.shown(9_999) == "9999")
        #expect(Overview.shown(Overview.mostCounted) == "10000+")
    }
}

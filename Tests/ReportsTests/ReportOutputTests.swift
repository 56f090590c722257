import Domain
@testable import Reports
import Routing
import Testing

@Suite("Reports: as people and programs read them") struct ReportOutputTests {
    private static let evil = "=cmd|'/c calc'!A1 <script>alert(1)</script> \"&\u{0}\u{1B}[2J"

    var report: Report {
        var builder = ReportBuilder(plan(), words: words)
        for number in 0..<40 {
            builder.add(wait(Int64(number), from: Int64(number) * 7 * hour, taking: Int64(number) * hour + 600))
            builder.add(wait(Int64(100 + number), from: Int64(number) * 8 * hour, taking: 5 * hour, at: 2, agent: 8))
        }
        let open = ReportFacts.Open(
            ticket: TicketID(7), marketplace: "conrad", order: OrderNumber(Self.evil),
            since: Timestamp(seconds: monday), deadline: Timestamp(seconds: monday + 1))
        builder.add(open)
        builder.add(incident: open)
        builder.add([ReportFacts.Product(title: Self.evil, sku: nil, tickets: 3)])
        builder.add(feedback: 2)
        return builder.report()
    }

    @Test(
        "the page needs nothing from anywhere, runs nothing and holds foreign text as text",
        arguments: AgentLanguage.allCases)
    func page(language: AgentLanguage) {
        let page = ReportPage(report, ReportTexts.of(language)).html
        #expect(page.hasPrefix("<!DOCTYPE html>"))
        #expect(page.contains("<html lang=\"\(language.rawValue)\">"))
        for word in [
            "<script", "http:", "https:", "url(", "@import", "<link", "<img", "onload", "src=", "\u{0}", "\u{1B}",
        ] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("&lt;script&gt;"))
        #expect(page.split(separator: "<svg class=\"plot").count == 6)
        for tag in ["section", "table", "figure", "svg", "details", "tr", "td", "th", "g", "text"] {
            let opened = page.split(separator: "<\(tag) ").count + page.split(separator: "<\(tag)>").count - 2
            #expect(opened == page.split(separator: "</\(tag)>").count - 1, "\(tag)")
        }
    }

    @Test("every language has a text for everything", arguments: AgentLanguage.allCases)
    func texts(language: AgentLanguage) {
        let texts = ReportTexts.of(language)
        #expect(texts.code == language.rawValue)
        #expect(Set(texts.kinds.keys) == Set(NotificationKind.allCases))
        #expect(texts.weekdays.count == 7)
        for child in Mirror(reflecting: texts).children {
            if let text = child.value as? String { #expect(!text.isEmpty, "\(child.label ?? "")") }
        }
        #expect(report.text(texts).contains(texts.title))
    }

    @Test("a spreadsheet takes no cell for a formula, and each line has its five cells")
    func csv() {
        let lines = report.csv.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.first == "section,marketplace,name,measure,value")
        #expect(lines.contains("marketplace,conrad,,in_time,24"))
        #expect(lines.contains("marketplace,bol,,goal_percent,90"))
        #expect(lines.contains("week,bol,2026-11-02,share_percent,100.0"))
        for line in lines where !line.isEmpty && !line.contains("\"") {
            #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == 5)
        }
        #expect(report.csv.contains("\"'=cmd|'/c calc'!A1 "))
        for cell in ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1"] {
            #expect(csvCell(cell).drop { $0 == "\"" }.hasPrefix("'"))
        }
        #expect(csvCell("a,\"b\"") == "\"a,\"\"b\"\"\"")
        #expect(csvCell("conrad") == "conrad")
    }

    @Test("text for a terminal has one line a row and no escape sequences")
    func text() {
        let text = report.text(.english)
        #expect(text.contains("2026-11-02 to 2026-11-15"))
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("9 of 10 within"))
    }

    @Test(
        "durations are shown in their two largest units",
        arguments: [
            (nil, "–"), (0, "0 min"), (59, "59 s"), (60, "1 min"), (3_661, "1 h 1 min"), (86_400, "1 d"),
            (90_061, "1 d 1 h"), (86_460, "1 d"),
        ] as [(Int64?, String)])
    func durations(seconds: Int64?, text: String) {
        #expect(ReportTexts.english.duration(seconds) == text)
    }

    @Test("what the list of incidents leaves out is said in each form", arguments: AgentLanguage.allCases)
    func incidentsLeftOut(language: AgentLanguage) {
        var report = report
        let texts = ReportTexts.of(language)
        func says(_ remark: String, _ count: Int) -> Bool {
            let line = remark.replacing("{count}", with: "\(count)")
            let (page, text) = (ReportPage(report, texts).html, report.text(texts))
            #expect(page.contains(html(line)) == text.contains(line))
            return text.contains(line)
        }
        #expect(!says(texts.moreIncidents, 0) && !says(texts.closedThemselves, 0))
        report.moreIncidents = 9_871
        report.incidentsClosedThemselves = 9_872
        #expect(says(texts.moreIncidents, 9_871) && says(texts.closedThemselves, 9_872))
        #expect(report.csv.contains("\r\nincidents,,,more,9871\r\nincidents,,,closed_themselves,9872\r\n"))
        report.incidents = []
        #expect(says(texts.closedThemselves, 9_872))
    }

    @Test("a report about nothing is a report")
    func empty() {
        let report = ReportBuilder(plan(), words: [:]).report()
        for language in AgentLanguage.allCases {
            let texts = ReportTexts.of(language)
            #expect(ReportPage(report, texts).html.contains(html(texts.nothing)))
            #expect(report.text(texts).contains("–"))
        }
        #expect(report.csv.contains("share_percent,\r\n"))
    }
}

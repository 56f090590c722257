import Domain
import Foundation
import TestSupport
import Testing

@testable import Sandbox
@testable import StatusPage

/// Set `MAILBRIDGE_SCREENSHOTS` to a directory to keep pictures.
@Suite("status page on a telephone", .serialized, .enabled(if: Browser.path != nil))
struct PhoneTests {
    private static let now = Timestamp(seconds: 1_795_341_600)

    private static var overview: Overview {
        var overview = Overview()
        overview.accounts = [
            AccountStanding(
                name: "Kaufland.de Ersatzteile", kind: .marketplace, health: .late, lastSuccess: nil,
                reason: "credentials: HTTP 401 of https://sellerapi.kaufland.com/v2/tickets · "
                    + "Die letzte Mail von Kaufland.de Ersatzteile kam am So 22.11.2026 10:00 CET.")
        ]
        var ticket = OpenTicket(id: TicketID(17), marketplace: "Kaufland.de Ersatzteile")
        ticket.order = "028-1234567-1234567"
        ticket.owner = "anna"
        ticket.deadline = now + .seconds(3 * 3600 + 720)
        // The longest of all languages.
        ticket.shownDeadline = "niedz. 22.11.2026 13:12 CEST"
        overview.tickets = [ticket]
        overview.open = [("Kaufland.de Ersatzteile", 3)]
        var line = ScorePanel.Line(label: "Erste Antworten, 30 Tage", value: "96,4\u{A0}% (1012 von 1050)", level: .bad)
        line.target = "mindestens 90\u{A0}% innerhalb von 24\u{A0}h"
        line.note = "noch 3 späte Antworten bis zur Warnung des Marktplatzes"
        line.share = 0.964
        line.targetShare = 0.9
        var score = ScorePanel(marketplace: "Kaufland.de Ersatzteile", lines: [line])
        score.course = [0.5, 0.7, 0.9]
        score.courseLabel = "Rechtzeitig, nach Wochen"
        overview.scores = [score]
        overview.alarms = [OpenAlarm(ticket: ticket, kind: "Antrag auf Garantie (A-bis-z)", raisedAt: now, repeats: 2)]
        return overview
    }

    @Test("nothing stands beside a narrow screen, a marketplace with a goal neither", arguments: [390, 320])
    func width(width: Int) async throws {
        let directory = try TemporaryDirectory()
        let page = StatusPage(
            language: .de, now: Self.now, clock: "Sun 2026-11-22 10:00 CET", content: .overview(Self.overview))
        let file = try directory.write(String(decoding: page.html(), as: UTF8.self), to: "page.html")
        let browser = try Browser()
        try await browser.show("file://\(file)")
        try await browser.wait(for: "document.querySelector('footer') !== null")
        try await browser.hold(width: width)
        try await browser.wait(for: "window.screen.width === \(width)")
        #expect(try await browser.evaluate("document.querySelectorAll('.card svg.plot').length > 2") == true)
        if let pictures = ProcessInfo.processInfo.environment["MAILBRIDGE_SCREENSHOTS"] {
            try Data(try await browser.screenshot()).write(to: URL(fileURLWithPath: "\(pictures)/page-\(width).png"))
        }
        let beside = try await browser.evaluate(
            """
            [...document.querySelectorAll('main *')]
              .filter(part => part.getBoundingClientRect().right > \(width) && !part.closest('thead'))
              .map(part => part.tagName + ' ' + part.textContent)
            """)
        #expect(beside == .array([]))
        #expect(try await browser.evaluate("document.documentElement.scrollWidth") == .integer(Int64(width)))
    }
}

import Domain
import Foundation
import TestSupport
import Testing

@testable import Reports
@testable import Sandbox

/// Set `MAILBRIDGE_SCREENSHOTS` to a directory to keep pictures.
@Suite("Reports: in a real browser", .serialized, .enabled(if: Browser.path != nil))
struct ReportPhoneTests {
    @Test(
        "a plot that is wider than the screen shows that it can be pushed, and no other does",
        arguments: [320, 390, 1280])
    func plots(width: Int) async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(ReportPage(ReportOutputTests().report, .of(.de)).html, to: "report.html")
        let browser = try Browser()
        try await browser.show("file://\(file)")
        try await browser.wait(for: "document.querySelectorAll('.plot').length === 5")
        try await browser.hold(width: width)
        try await browser.wait(for: "window.screen.width === \(width)")
        if let pictures = ProcessInfo.processInfo.environment["MAILBRIDGE_SCREENSHOTS"] {
            try await browser.evaluate("document.querySelector('.plot').scrollIntoView()")
            try Data(try await browser.screenshot()).write(to: URL(fileURLWithPath: "\(pictures)/report-\(width).png"))
        }
        #expect(try await browser.evaluate("document.documentElement.scrollWidth") == .integer(Int64(width)))
        let wide = try await browser.evaluate(
            """
            [...document.querySelectorAll('.plot')].map(plot => plot.parentElement)
              .map(room => room.scrollWidth > room.clientWidth)
            """)
        let marked = try await browser.evaluate(
            """
            [...document.querySelectorAll('.plot')].map(plot => plot.parentElement.parentElement)
              .map(chart => getComputedStyle(chart, '::after').display !== 'none')
            """)
        #expect(wide == marked)
        #expect(wide == .array(Array(repeating: .bool(width < 700), count: 5)))
    }
}

import Domain
import Routing
import Testing

@testable import Bridge

@Suite("Until when a ticket is put aside") struct SnoozeTimeTests {
    private static let now = Timestamp(seconds: 1_795_341_600)  // 2026-11-22T10:00:00Z, a Sunday

    private static func until(_ words: String, latest: Timestamp? = nil) -> String? {
        SnoozeTime(words, now: now, zone: .utc, latest: latest)?.until.description
    }

    @Test(
        "spans and days in five languages",
        arguments: [
            ("2h", "2026-11-22T12:00:00Z"), ("2 Stunden", "2026-11-22T12:00:00Z"), ("90m", "2026-11-22T11:30:00Z"),
            ("2d", "2026-11-24T10:00:00Z"), ("3 jours", "2026-11-25T10:00:00Z"), ("1 week", "2026-11-29T10:00:00Z"),
            ("morgen", "2026-11-23T08:00:00Z"), ("Tomorrow", "2026-11-23T08:00:00Z"), ("jutro", "2026-11-23T08:00:00Z"),
            ("pojutrze", "2026-11-24T08:00:00Z"), ("2026-12-24", "2026-12-24T08:00:00Z"),
            ("24.12.", "2026-12-24T08:00:00Z"), ("24/12/2026", "2026-12-24T08:00:00Z"),
            ("01-02", "2027-02-01T08:00:00Z"), ("", nil), ("0d", nil), ("-1d", nil), ("99999d", nil), ("91d", nil),
            ("2", nil), ("soon", nil), ("31.02.", nil), ("2026-11-21", nil), ("24.12.2030", nil), ("2d 3h", nil),
        ] as [(String, String?)])
    func wishes(words: String, time: String?) { #expect(Self.until(words) == time, "\(words)") }

    @Test("no wish goes beyond the deadline's warning")
    func capped() throws {
        let latest = Self.now + .seconds(3600)
        let time = try #require(SnoozeTime("2d", now: Self.now, zone: .utc, latest: latest))
        #expect(time.until == latest && time.isShortened)
        #expect(Self.until("30m", latest: latest) == "2026-11-22T10:30:00Z")
        #expect(Self.until("2d", latest: Self.now) == nil)
    }
}

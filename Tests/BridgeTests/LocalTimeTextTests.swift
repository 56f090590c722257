import Domain
import Foundation
import Testing

@testable import Bridge
@testable import Routing

@Suite("Times in mails to agents and on the status page") struct LocalTimeTextTests {
    private static var berlin: TimeZoneRules {
        get throws {
            let bytes = try #require(FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Berlin"))
            return try TimeZoneRules(name: "Europe/Berlin", tzif: Array(bytes))
        }
    }

    @Test(
        "a deadline has its weekday, in the words and the order of each language",
        arguments: [
            (AgentLanguage.de, "Mo 23.11.2026 16:00 CET", ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]),
            (.en, "Mon 2026-11-23 16:00 CET", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]),
            (.nl, "ma 23-11-2026 16:00 CET", ["ma", "di", "wo", "do", "vr", "za", "zo"]),
            (.fr, "lun. 23/11/2026 16:00 CET", ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]),
            (.pl, "pon. 23.11.2026 16:00 CET", ["pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."]),
        ])
    func weekdays(language: AgentLanguage, monday: String, week: [String]) throws {
        let zone = try Self.berlin
        let start = try #require(Timestamp(iso8601: "2026-11-23T15:00:00Z"))
        #expect(LocalTime(start, in: zone).text(in: language) == monday)
        let days = (0..<7).map { LocalTime(start + .seconds(86_400 * $0), in: zone).text(in: language) }
        #expect(days.map { $0.split(separator: " ").first.map(String.init) } == week)
    }

    @Test("the weekday is that of the zone, not of UTC")
    func zone() throws {
        let zone = try Self.berlin
        let late = try #require(Timestamp(iso8601: "2026-11-22T23:30:00Z"))
        #expect(LocalTime(late, in: zone).text(in: .en) == "Mon 2026-11-23 00:30 CET")
    }
}

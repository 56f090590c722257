import Domain
import Foundation
import TestSupport
import Testing

@testable import Routing

@Suite("Time zones")
struct TimeZoneRulesTests {
    @Test(
        "a rule for the future gives the offsets of summer and winter",
        arguments: [
            ("2026-03-29T00:59:59Z", "Sun 29 Mar 01:59 CET"), ("2026-03-29T01:00:00Z", "Sun 29 Mar 03:00 CEST"),
            ("2026-10-25T00:59:59Z", "Sun 25 Oct 02:59 CEST"), ("2026-10-25T01:00:00Z", "Sun 25 Oct 02:00 CET"),
            ("2027-12-31T23:00:00Z", "Sat 1 Jan 00:00 CET"), ("1969-12-31T23:30:00Z", "Thu 1 Jan 00:30 CET"),
            ("2400-07-01T00:00:00Z", "Sat 1 Jul 02:00 CEST"),
        ])
    func berlin(instant: String, text: String) throws {
        let instant = try #require(Timestamp(iso8601: instant))
        #expect(LocalTime(instant, in: Zones.berlin).text == text)
    }

    @Test("a zone without letters shows its offset")
    func withoutLetters() {
        #expect(LocalTime(0, in: Zones.saoPaulo).text == "Wed 31 Dec 21:00 UTC-03:00")
        #expect(LocalTime(0, in: Zones.saoPaulo).isoText == "1969-12-31T21:00:00-03:00")
    }

    @Test(
        "a local time becomes the first instant that shows it, or the instant at which the clocks skip it",
        arguments: [
            ("2026-11-24T00:00:00", "2026-11-23T23:00:00Z"), ("2026-10-25T02:30:00", "2026-10-25T00:30:00Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:00:00Z"), ("2026-07-01T12:00:00", "2026-07-01T10:00:00Z"),
        ])
    func localTimes(local: String, instant: String) throws {
        let seconds = try #require(Timestamp(iso8601: local)).seconds
        #expect(Timestamp(seconds: Zones.berlin.instant(ofLocal: seconds)).description == instant)
    }

    @Test(
        "rules in all forms of POSIX are read",
        arguments: [
            "UTC0", "<+0330>-3:30", "EST5EDT,M3.2.0,M11.1.0", "IST-1GMT0,M10.5.0,M3.5.0/1", "AAA3BBB,J60/24,J300/-5",
            "AAA3BBB2:30:15,59,300/167", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        ])
    func footers(text: String) { #expect(POSIXTimeZone(Array(text.utf8)) != nil) }

    @Test(
        "other texts are no rules",
        arguments: [
            "", "CET", "-1", "CET-1CEST", "CET-25", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "<CET-1",
            "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J5", "CET-1CEST,M3.5.0/168,M10.5.0",
            "CET-1CEST,M3.5.0,M10.5.0 ", "CET-1:60",
        ])
    func noFooters(text: String) { #expect(POSIXTimeZone(Array(text.utf8)) == nil) }

    @Test("a file that is cut anywhere, or changed anywhere, is refused or read, and never traps")
    func brokenFiles() throws {
        let whole =
            FileManager.default.contents(atPath: "/usr/share/zoneinfo/Europe/Berlin").map { Array($0) }
            ?? Zones.file(footer: "CET-1CEST,M3.5.0,M10.5.0/3", standard: ("CET", 3600))
        for length in whole.indices {
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(name: "cut", tzif: Array(whole[..<length])) }
        }
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            var changed = whole
            for _ in 0..<3 {
                changed[Int(random.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let zone = try? TimeZoneRules(name: "changed", tzif: changed) else { continue }
            let instant = Int64(bitPattern: random.next()) / 1_000_000_000
            let next = zone.nextTransition(after: instant)
            #expect(next ?? .max > instant, "seed \(seed)")
            #expect(zone.offset(at: instant).seconds.magnitude < 7 * 86_400, "seed \(seed)")
        }
    }

    @Test(
        "the system's zones agree with Foundation over 15 years",
        arguments: ["Europe/Berlin", "Europe/Dublin", "America/New_York", "Asia/Kolkata"])
    func foundation(name: String) throws {
        guard let zone = TimeZone(identifier: name), let own = try? Zones.named(name) else { return }
        for instant in stride(from: Int64(1_600_000_000), to: 2_080_000_000, by: 54_321) {
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
            #expect(own.offset(at: instant).seconds == Int64(expected), "\(name) at \(instant)")
        }
    }
}

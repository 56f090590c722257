import MIME
import Testing

@Suite("Dates")
struct DateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let raw: String
        /// `yyyy-mm-dd hh:mm:ss offset` of the writer's clock.
        let expected: String?

        init(_ raw: String, _ expected: String?) {
            self.raw = raw
            self.expected = expected
        }

        var testDescription: String { raw }
    }

    static let rows: [Row] = [
        Row("Tue, 1 Jul 2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("1 Jul 2003 10:52 +0200", "2003-7-1 10:52:0 120"),
        Row("Fri, 21 Nov 97 09:55:06 -0600", "1997-11-21 9:55:6 -360"),
        Row("Fri, 21 Nov 05 09:55:06 -0600", "2005-11-21 9:55:6 -360"),
        Row("Fri, 21 Nov 103 09:55:06 -0600", "2003-11-21 9:55:6 -360"),
        Row("Tue, 1 Jul 2003 10:52:37 UT", "2003-7-1 10:52:37 0"),
        Row("Tue, 1 Jul 2003 10:52:37 EST", "2003-7-1 10:52:37 -300"),
        Row("Tue, 1 Jul 2003 10:52:37 CEST", "2003-7-1 10:52:37 0"),
        Row("Tue, 1 Jul 2003 10:52:37 Q", "2003-7-1 10:52:37 0"),
        Row("Tue, 1 Jul 2003 10:52:37 +2:00", "2003-7-1 10:52:37 120"),
        Row("Tue, 1 Jul 2003 10:52:37 GMT+02:00", "2003-7-1 10:52:37 120"),
        Row("Tue, 1 Jul 2003 10:52:37 +0200 (CEST)", "2003-7-1 10:52:37 120"),
        Row("Tue, 1 Jul 2003 10:52:37 +0200 EST", "2003-7-1 10:52:37 120"),
        Row("Tue, 1 Jul 2003 10:52:37 EST +0200", "2003-7-1 10:52:37 120"),
        Row("Sat, Apr 09 2005 07:08:09 -0700", "2005-4-9 7:8:9 -420"),
        Row("Wed Jul  1 10:52:37 2025", "2025-7-1 10:52:37 0"),
        Row("Wed Jul  1 10:52:37 EDT 2025", "2025-7-1 10:52:37 -240"),
        Row("2025-07-01T10:52:37Z", "2025-7-1 10:52:37 0"),
        Row("2025-07-01T10:52:37.123+02:00", "2025-7-1 10:52:37 120"),
        Row("2025-07-01 10:52:37 +0200", "2025-7-1 10:52:37 120"),
        Row("1 Jul 2025 10:52:37 PM", "2025-7-1 22:52:37 0"),
        Row("1 Jul 2025 12:00:00 AM +0100", "2025-7-1 0:0:0 60"),
        Row("Sun, 1 Jul 2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("Tue, 1 Jul 2003\r\n\t10:52:37\r\n +0200", "2003-7-1 10:52:37 120"),
        Row("Tue, 1 Jul 2003 24:00:00 +0000", "2003-7-2 0:0:0 0"),
        Row("Tue, 1 Jul 2003 10:52:37 +1400", "2003-7-1 10:52:37 840"),
        Row("Tue, 1 Jul 2003 10:52:37 -9999", "2003-7-1 10:52:37 0"),
        Row("1-Jul-2025 10:52:37 +0000", "2025-7-1 10:52:37 0"),
        Row("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", "1997-11-21 9:55:6 -360"),
        Row("29 Feb 2024 00:00:00 +0000", "2024-2-29 0:0:0 0"),
        Row("31 Feb 2024 00:00:00 +0000", nil),
        Row("29 Feb 2023 00:00:00 +0000", nil),
        Row("1 Foo 2024 00:00:00 +0000", nil),
        Row("1 Jul 2024 25:00:00 +0000", nil),
        Row("1 Jul 2024 24:01:00 +0000", nil),
        Row("07/01/2025 10:00", nil),
        Row("yesterday", nil),
        Row("2025-", nil),
        Row("2025-07-", nil),
        Row("2025-07-01T", "2025-7-1 0:0:0 0"),
        Row("20250701T", nil),
        Row("10: Jul", nil),
        Row("", nil),
        Row("99999999999999999999 Jul 2003 1:2:3", nil),
    ]

    @Test("reads a date in many forms", arguments: rows)
    func reads(row: Row) throws {
        let date = try Mail.field("Date", row.raw).date
        let text = date.map {
            "\($0.clock.year)-\($0.clock.month)-\($0.clock.day) \($0.clock.hour):\($0.clock.minute):\($0.clock.second) \($0.offsetMinutes)"
        }
        #expect(text == row.expected)
    }

    @Test("tells seconds since the epoch and the weekday")
    func seconds() throws {
        let date = try #require(try Mail.field("Date", "Tue, 1 Jul 2003 10:52:37 +0200").date)
        #expect(date.secondsSinceEpoch == 1_057_049_557)
        #expect(date.clock.weekday == 2)
    }

    @Test("days turn into dates and back", arguments: [-719_162, -1, 0, 59, 11_016, 19_782, 2_932_896])
    func calendar(day: Int) {
        let clock = ClockReading(secondsSinceEpoch: Int64(day) * 86_400)
        let date = try? Mail.field(
            "Date",
            "\(clock.day) \(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][clock.month - 1]) \(String(repeating: "0", count: 4 - String(clock.year).count))\(clock.year) 00:00:00 +0000"
        ).date
        #expect(date?.secondsSinceEpoch == Int64(day) * 86_400)
    }
}

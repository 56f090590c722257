import MIME
import Testing

@Suite("Deviations: dates")
struct DateDeviationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let deviation: String
        let raw: String
        /// `yyyy-mm-dd hh:mm:ss offset` of the writer's clock; the offset in minutes.
        let expected: String?

        init(_ deviation: String, _ raw: String, _ expected: String?) {
            self.deviation = deviation
            self.raw = raw
            self.expected = expected
        }

        var testDescription: String { "\(deviation): \(raw)" }
    }

    static let forms: [Row] = [
        Row("no seconds", "Tue, 1 Jul 2003 10:52 +0200", "2003-7-1 10:52:0 120"),
        Row("no weekday", "1 Jul 2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("2-digit year", "1 Jul 03 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("2-digit year 00", "1 Jul 00 10:52:37 +0200", "2000-7-1 10:52:37 120"),
        Row("2-digit year 49", "1 Jul 49 10:52:37 +0200", "2049-7-1 10:52:37 120"),
        Row("2-digit year 50", "1 Jul 50 10:52:37 +0200", "1950-7-1 10:52:37 120"),
        Row("2-digit year 99", "1 Jul 99 10:52:37 +0200", "1999-7-1 10:52:37 120"),
        Row("3-digit year", "1 Jul 103 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("month first", "Sat, Apr 09 2005 10:52:37 +0200", "2005-4-9 10:52:37 120"),
        Row("month first", "Sat Apr  9 10:52:37 2005", "2005-4-9 10:52:37 0"),
        Row("month in full", "9 September 2005 10:52:37 +0200", "2005-9-9 10:52:37 120"),
        Row("ISO 8601", "2025-07-01T10:52:37+02:00", "2025-7-1 10:52:37 120"),
        Row("ISO 8601", "2025-07-01T10:52:37Z", "2025-7-1 10:52:37 0"),
        Row("ISO 8601", "2025-07-01 10:52", "2025-7-1 10:52:0 0"),
        Row("ISO 8601", "20250701T105237Z", "2025-7-1 10:52:37 0"),
        Row("ISO 8601", "20250701T1052+0200", "2025-7-1 10:52:0 120"),
        Row("AM/PM", "1 Jul 2025 10:52:37 PM +0200", "2025-7-1 22:52:37 120"),
        Row("AM/PM", "1 Jul 2025 10:52:37PM", "2025-7-1 22:52:37 0"),
        Row("AM/PM", "1 Jul 2025 12:00:00 AM", "2025-7-1 0:0:0 0"),
        Row("AM/PM", "1 Jul 2025 12:00:00 PM", "2025-7-1 12:0:0 0"),
        Row("AM/PM", "1 Jul 2025 14:00:00 PM", "2025-7-1 14:0:0 0"),
        Row("wrong weekday", "Sun, 1 Jul 2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("wrong weekday", "Foo, 1 Jul 2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("weekday without comma", "Tue 1 Jul 2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("tab folds", "Tue, 1 Jul 2003\r\n\t10:52:37\r\n\t+0200", "2003-7-1 10:52:37 120"),
        Row("24:00", "Tue, 1 Jul 2003 24:00:00 +0200", "2003-7-2 0:0:0 120"),
        Row("24:00", "31 Dec 2003 24:00 +0000", "2004-1-1 0:0:0 0"),
        Row("leap second", "31 Dec 2016 23:59:60 +0000", "2017-1-1 0:0:0 0"),
        Row("obsolete white space", "1 Jul 2003 10 : 52 (c) : 37 +0200", "2003-7-1 10:52:37 120"),
        Row("hyphens", "1-Jul-2003 10:52:37 +0200", "2003-7-1 10:52:37 120"),
        Row("dots", "1 Jul 2003 10.52.37 +0200", "2003-7-1 10:52:37 120"),
    ]

    static let zones: [(zone: String, minutes: Int)] = [
        ("+0200", 120), ("-0330", -210), ("+2:00", 120), ("+02:00", 120), ("+2", 120), ("GMT+02:00", 120),
        ("GMT+0200", 120), ("UTC+2", 120), ("(CEST)", 0), ("CEST", 0), ("UT", 0), ("GMT", 0), ("UTC", 0), ("Z", 0),
        ("-0000", 0), ("", 0), ("EST", -300), ("EDT", -240), ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360),
        ("PST", -480), ("PDT", -420), ("est", -300), ("A", 0), ("M", 0), ("Y", 0), ("J", 0), ("XYZ", 0),
        ("+1400", 840), ("-1200", -720), ("+1401", 0), ("+9999", 0), ("+0260", 0), ("+020000", 0), ("+", 0),
        ("+0200 (CEST)", 120),
        ("+0200 EST", 120), ("EST +0200", 120), ("+0200 (EST)", 120), ("(EST) +0200", 120), ("+0200 +0300", 120),
    ]

    static let noDates: [Row] = [
        Row("day 31 of February", "31 Feb 2024 10:00:00 +0000", nil),
        Row("day 29 of February", "29 Feb 2023 10:00 +0000", nil),
        Row("day 29 of February 1900", "29 Feb 1900 10:00 +0000", nil),
        Row("day 31 of April", "31 Apr 2024 10:00:00 +0000", nil), Row("day 0", "0 Jul 2024 10:00:00 +0000", nil),
        Row("day 32", "32 Jul 2024 10:00:00 +0000", nil), Row("month unknown", "1 Foo 2024 10:00:00 +0000", nil),
        Row("month 13", "2024-13-01T10:00:00Z", nil), Row("month 0", "2024-00-01T10:00:00Z", nil),
        Row("hour > 24", "1 Jul 2024 25:00:00 +0000", nil),
        Row("hour 24, not midnight", "1 Jul 2024 24:00:01 +0000", nil),
        Row("minute 60", "1 Jul 2024 10:60:00 +0000", nil), Row("second 61", "1 Jul 2024 10:00:61 +0000", nil),
        Row("year 0", "1 Jul 0000 10:00:00 +0000", nil), Row("no year", "1 Jul 10:00:00 +0000", nil),
        Row("no time", "10: 1 Jul 2024", nil), Row("two readings", "07/01/2025 10:00", nil), Row("empty", "", nil),
        Row("words", "yesterday", nil), Row("bytes", "\u{1}\u{FF}:--", nil),
    ]

    @Test("forms of dates", arguments: forms)
    func reads(row: Row) throws {
        #expect(try Self.describe(Mail.field("Date", row.raw).date) == row.expected)
    }

    @Test("zones: by table, else +0000; a numeric offset wins over a name or comment behind it", arguments: zones)
    func zone(zone: String, minutes: Int) throws {
        let date = try #require(try Mail.field("Date", "Tue, 1 Jul 2003 10:52:37 \(zone)").date)
        #expect(Self.describe(date) == "2003-7-1 10:52:37 \(minutes)")
    }

    @Test("day out of range, month unknown or hour > 24: no date, with a defect", arguments: noDates)
    func noDate(row: Row) {
        let message = Message(parsing: Array("Subject: s\r\nDate: \(row.raw)\r\n\r\n".utf8))
        #expect(message.date == nil)
        #expect(message.fieldDefects == [Defect(.malformedDate, at: 12)])
    }

    static func describe(_ date: DateTime?) -> String? {
        date.map {
            "\($0.clock.year)-\($0.clock.month)-\($0.clock.day) \($0.clock.hour):\($0.clock.minute):\($0.clock.second) \($0.offsetMinutes)"
        }
    }
}

import Testing

@testable import Domain

@Suite("Timestamps") struct TimestampTests {
    @Test(
        "ISO 8601 is read as marketplaces write it",
        arguments: [
            ("2019-03-13T15:14:52.264Z", "2019-03-13T15:14:52.264Z"), ("2019-03-13T15:14:52Z", "2019-03-13T15:14:52Z"),
            ("2019-03-13T16:14:52+01:00", "2019-03-13T15:14:52Z"), ("2016-05-06 23:07:41", "2016-05-06T23:07:41Z"),
            ("2024-02-29T00:00:00+0000", "2024-02-29T00:00:00Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
        ])
    func reads(input: String, expected: String) throws {
        #expect(try #require(Timestamp(iso8601: input)).description == expected)
    }

    @Test(
        "what is no instant is refused",
        arguments: ["", "2019", "2019-02-30T00:00:00Z", "2019-03-13T15:14:52Zx", "2019-03-13T15:14:5aZ", "T"])
    func refuses(input: String) { #expect(Timestamp(iso8601: input) == nil) }

    @Test("days and dates are each other's inverse over 800 years")
    func dates() {
        for day in stride(from: Int64(-146_097), through: 146_097, by: 1) {
            #expect(CivilDate(daysSinceEpoch: day).daysSinceEpoch == day)
        }
        #expect(CivilDate(daysSinceEpoch: 20_779).description == "2026-11-22")
        #expect(CivilDate(daysSinceEpoch: 20_779).weekday == 7)
    }
}

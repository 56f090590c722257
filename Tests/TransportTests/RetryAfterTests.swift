import Domain
import Testing

@testable import Transport

@Suite struct RetryAfterTests {
    @Test(
        "reads the three forms of an HTTP date",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ])
    func date(_ text: String) { #expect(httpDate(text) == Timestamp(seconds: 784_111_777)) }

    @Test(
        "refuses what is no HTTP date",
        arguments: [
            "", "tomorrow", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, +6 Nov 1994 08:49:37 GMT",
        ])
    func noDate(_ text: String) { #expect(httpDate(text) == nil) }

    @Test(
        "turns the field into a wait",
        arguments: [
            ("120", nil, 120), ("0", nil, 0), (" 7 ", nil, 7), ("99999999999999999999999", nil, 31_622_400),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 30),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:37 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", nil, 37), ("-5", nil, nil), ("soon", nil, nil), ("", nil, nil),
            ("1.5", nil, nil),
        ] as [(String, String?, Int64?)])
    func wait(_ value: String, date: String?, seconds: Int64?) {
        let headers = HTTPHeaders([("Retry-After", value)] + (date.map { [("Date", $0)] } ?? []))
        let wait = retryAfter(in: headers, now: Timestamp(seconds: 784_111_740))
        #expect(wait == seconds.map { .seconds($0) })
    }
}

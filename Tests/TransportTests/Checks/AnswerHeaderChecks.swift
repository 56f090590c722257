import Domain

@testable import Transport

/// What has to hold whatever stands in the header of an HTTP answer.
struct AnswerHeaderChecks {
    private(set) var failures: [String] = []
    private static let now = Timestamp(seconds: 1_764_000_000)
    private static let year = Duration.seconds(366 * 86_400)

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    /// Reads `bytes` as libcurl hands a header over: line by line, with their ends.
    mutating func check(_ bytes: [UInt8]) {
        let collector = ResponseCollector(bodyLimit: 100, mayBeRepeated: false)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for line in lines {
            let line = Array(line + [0x0A])
            expect(line.withUnsafeBytes(collector.appendHeader), "a header of this size is taken")
            checkTimes(String(decoding: line.dropLast(), as: UTF8.self))
        }
        let response = collector.response(status: 429, now: Self.now)
        expect(response.headers.fields.count <= lines.count, "a line is a field at most")
        for (name, value) in response.headers.fields {
            expect(!name.contains(":") && !name.utf8.contains(0x0A), "a name ends before its colon")
            expect(!value.utf8.contains(0x0A) && value == value.trimmingBlanks, "a value has no blanks around it")
            // Of fields with one name the first counts.
            expect(response.headers.first(name) == response.headers.all(name).first, "the first of a name is found")
            checkTimes(value)
        }
        checkWait(response)
    }

    private mutating func checkWait(_ response: HTTPResponse) {
        guard let wait = response.retryAfter else { return }
        expect(wait >= .zero && wait <= Self.year, "a wait of \(wait)")
        let asked = response.headers.first("retry-after") ?? ""
        expect(!asked.isEmpty, "a wait has to be asked for")
        if let seconds = Int64(asked), asked.utf8.allSatisfy({ (0x30...0x39).contains($0) }), seconds < 366 * 86_400 {
            expect(wait == .seconds(seconds), "\(asked) are seconds: \(wait)")
        }
    }

    /// What is read as a time is read again from what that time is written as.
    private mutating func checkTimes(_ text: String) {
        if let time = httpDate(text) {
            expect(httpDate(Self.fixdate(time)) == time, "\(text) is \(Self.fixdate(time))")
            expect((-62_200_000_000...253_402_300_800).contains(time.seconds), "\(text) is a year of four digits")
        }
        if let time = Timestamp(iso8601: text), (-62_135_596_800..<253_402_300_800).contains(time.seconds) {
            expect(Timestamp(iso8601: time.description) == time, "\(text) is \(time)")
        }
    }

    /// RFC 9110 §5.6.7
    private static func fixdate(_ time: Timestamp) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let text = time.description
        let date = text.prefix { $0 != "T" }.split(separator: "-")
        let clock = text.drop { $0 != "T" }.dropFirst().prefix(8)
        let number = time.seconds >= 0 ? time.seconds / 86_400 : (time.seconds - 86_399) / 86_400
        let day = CivilDate(daysSinceEpoch: number)
        return "\(days[day.weekday - 1]), \(date[2]) \(months[day.month - 1]) \(date[0]) \(clock) GMT"
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// The header of an HTTP answer.
    case answerHeaders = "answer-headers"

    func failures(for input: [UInt8]) -> [String] {
        var checks = AnswerHeaderChecks()
        checks.check(input)
        return checks.failures
    }
}

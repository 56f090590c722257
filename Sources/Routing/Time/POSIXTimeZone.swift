import Domain

/// The rule in a TZif footer: a POSIX `TZ` string such as `CET-1CEST,M3.5.0,M10.5.0/3`, with the wider hours of
/// RFC 9636 §3.3.2. It says what holds in every year behind the tables.
struct POSIXTimeZone: Sendable, Hashable {
    /// When in a year the clocks change.
    struct Change: Sendable, Hashable {
        enum Day: Sendable, Hashable {
            /// Week 1…5 of the month, 5 = last; weekday 0 = Sunday.
            case weekday(month: Int, week: Int, weekday: Int)
            /// 1…365, 29 February is never counted.
            case withoutLeapDay(Int)
            /// 0…365
            case ofYear(Int)
        }
        var day: Day
        /// Seconds behind local midnight of that day, by the clocks before the change.
        var time: Int64
    }

    let standard: LocalOffset
    let daylight: LocalOffset?
    private let start: Change?
    private let end: Change?

    /// Nil if the text is no such rule.
    init?(_ text: [UInt8]) {
        var reader = POSIXTimeZoneReader(text)
        guard let name = reader.name(), let offset = reader.time(hours: 0...24) else { return nil }
        standard = LocalOffset(seconds: -offset, isDaylightSaving: false, abbreviation: name)
        if reader.isAtEnd {
            (daylight, start, end) = (nil, nil, nil)
            return
        }
        guard let name = reader.name() else { return nil }
        var seconds = standard.seconds + 3600
        if !reader.isAt(",") {
            guard let offset = reader.time(hours: 0...24) else { return nil }
            seconds = -offset
        }
        daylight = LocalOffset(seconds: seconds, isDaylightSaving: true, abbreviation: name)
        guard reader.skip(","), let start = reader.change(), reader.skip(","), let end = reader.change(),
            reader.isAtEnd
        else { return nil }
        self.start = start
        self.end = end
    }

    func offset(at instant: Int64) -> LocalOffset {
        changes(around: instant).last { $0.instant <= instant }?.offset ?? standard
    }

    func nextTransition(after instant: Int64) -> Int64? {
        changes(around: instant).first { $0.instant > instant }?.instant
    }

    /// The changes of the year before, the year and the year after, in order.
    private func changes(around instant: Int64) -> [(instant: Int64, offset: LocalOffset)] {
        guard let daylight, let start, let end else { return [] }
        // A day count beyond these bounds is no time that a message can have; it must not overflow.
        let days = min(max(instant / 86_400, -100_000_000), 100_000_000)
        let year = CivilDate(daysSinceEpoch: days).year
        return (year - 1...year + 1).flatMap { year in
            [
                (instant: start.local(in: year) - standard.seconds, offset: daylight),
                (instant: end.local(in: year) - daylight.seconds, offset: standard),
            ]
        }.sorted { $0.instant < $1.instant }
    }
}

extension POSIXTimeZone.Change {
    /// Seconds since the epoch, as the clocks before the change show it.
    func local(in year: Int) -> Int64 {
        dayNumber(in: year) * 86_400 + time
    }

    private func dayNumber(in year: Int) -> Int64 {
        switch day {
        case .weekday(let month, let week, let weekday):
            let first = Self.firstDay(of: month, in: year)
            let firstWeekday = Int(((first + 4) % 7 + 7) % 7)
            var day = first + Int64((weekday - firstWeekday + 7) % 7 + (week - 1) * 7)
            if day >= Self.firstDay(of: month + 1, in: year) { day -= 7 }
            return day
        case .withoutLeapDay(let number):
            let january = Self.firstDay(of: 1, in: year)
            let isLeap = Self.firstDay(of: 13, in: year) - january == 366
            return january + Int64(number - 1) + (isLeap && number >= 60 ? 1 : 0)
        case .ofYear(let number):
            return Self.firstDay(of: 1, in: year) + Int64(number)
        }
    }

    /// Days since the epoch of a month's first day; month 13 is January of the next year.
    private static func firstDay(of month: Int, in year: Int) -> Int64 {
        CivilDate(year: month > 12 ? year + 1 : year, month: month > 12 ? 1 : month, day: 1)?.daysSinceEpoch ?? 0
    }
}

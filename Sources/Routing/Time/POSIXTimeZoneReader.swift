/// Takes a POSIX `TZ` string apart from left to right.
struct POSIXTimeZoneReader {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    func isAt(_ character: Unicode.Scalar) -> Bool {
        position < text.count && text[position] == UInt8(ascii: character)
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        position += 1
        return true
    }

    /// `CET` or `<-03>`.
    mutating func name() -> String? {
        let isQuoted = skip("<")
        let start = position
        while position < text.count, isQuoted ? text[position] != UInt8(ascii: ">") : Self.isLetter(text[position]) {
            position += 1
        }
        let name = String(decoding: text[start..<position], as: UTF8.self)
        if isQuoted, !skip(">") { return nil }
        return name.isEmpty ? nil : name
    }

    /// `[+-]hh[:mm[:ss]]` as seconds.
    mutating func time(hours: ClosedRange<Int64>) -> Int64? {
        let sign: Int64 = skip("-") ? -1 : 1
        if sign == 1 { _ = skip("+") }
        guard let hour = number(), hours.contains(hour) else { return nil }
        var seconds = hour * 3600
        if skip(":") {
            guard let minute = number(), minute < 60 else { return nil }
            seconds += minute * 60
            if skip(":") {
                guard let second = number(), second < 60 else { return nil }
                seconds += second
            }
        }
        return sign * seconds
    }

    /// `M3.5.0/2`, `J60` or `59`, the time optional and 02:00 by default.
    mutating func change() -> POSIXTimeZone.Change? {
        guard let day = day() else { return nil }
        guard skip("/") else { return POSIXTimeZone.Change(day: day, time: 7200) }
        guard let time = time(hours: 0...167) else { return nil }
        return POSIXTimeZone.Change(day: day, time: time)
    }

    private mutating func day() -> POSIXTimeZone.Change.Day? {
        if skip("M") {
            guard let month = number(), (1...12).contains(month), skip("."), let week = number(),
                (1...5).contains(week), skip("."), let weekday = number(), weekday < 7
            else { return nil }
            return .weekday(month: Int(month), week: Int(week), weekday: Int(weekday))
        }
        if skip("J") {
            guard let number = number(), (1...365).contains(number) else { return nil }
            return .withoutLeapDay(Int(number))
        }
        guard let number = number(), number <= 365 else { return nil }
        return .ofYear(Int(number))
    }

    /// Up to four digits.
    private mutating func number() -> Int64? {
        let start = position
        var value: Int64 = 0
        while position < text.count, position - start < 4, (0x30...0x39).contains(text[position]) {
            value = value * 10 + Int64(text[position] - 0x30)
            position += 1
        }
        return position == start ? nil : value
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

extension DateTime {
    /// RFC 3339 with the writer's offset: `2026-11-22T09:14:00+01:00`; `Z` where that is zero. Nil outside the years 0 to
    /// 9999, for which that format has no words.
    var internetText: String? {
        let clock = clock
        guard (0...9999).contains(clock.year) else { return nil }
        let digits = String(clock.year)
        let year = String(repeating: "0", count: 4 - digits.utf8.count) + digits
        let time = "\(twoDigits(clock.hour)):\(twoDigits(clock.minute)):\(twoDigits(clock.second))"
        let offset = abs(offsetMinutes)
        let zone = "\(offsetMinutes < 0 ? "-" : "+")\(twoDigits(offset / 60)):\(twoDigits(offset % 60))"
        return "\(year)-\(twoDigits(clock.month))-\(twoDigits(clock.day))T\(time)\(offset == 0 ? "Z" : zone)"
    }
}

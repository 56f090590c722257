extension DateTime {
    /// As in a Date field: `Sun, 22 Nov 2026 09:14:00 +0100` (RFC 5322 §3.3). Nil outside of the years 1900 to 9999 and more
    /// than 14 hours away from UTC, as no zone is.
    var fieldText: String? {
        let longestOffset = 14 * 60
        // Bounded first, so that nothing overflows below.
        guard (-2_300_000_000...253_500_000_000).contains(secondsSinceEpoch),
            (-longestOffset...longestOffset).contains(offsetMinutes)
        else {
            return nil
        }
        let clock = clock
        guard (1900...9999).contains(clock.year) else { return nil }
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][clock.weekday]
        let month = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][clock.month - 1]
        let time = [clock.hour, clock.minute, clock.second].map(twoDigits).joined(separator: ":")
        let offset = abs(offsetMinutes)
        let zone = (offsetMinutes < 0 ? "-" : "+") + twoDigits(offset / 60) + twoDigits(offset % 60)
        return "\(weekday), \(twoDigits(clock.day)) \(month) \(clock.year) \(time) \(zone)"
    }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

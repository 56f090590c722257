import Domain

/// Easter Sunday of the western churches in a Gregorian year, as days since the epoch.
///
/// Gauss's way with the corrections for April 26 and 25: the paschal full moon from the 19-year cycle, then the next Sunday.
func easterSunday(of year: Int) -> Int64 {
    let century = year / 100
    let golden = year % 19
    let moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30
    let early = moon - (moon == 29 || (moon == 28 && golden > 10) ? 1 : 0)
    // `early` days behind 21 March is the full moon; the Sunday strictly behind it follows.
    let fullMoon = (CivilDate(year: year, month: 3, day: 21)?.daysSinceEpoch ?? 0) + Int64(early)
    return fullMoon + Int64(7 - CivilDate(daysSinceEpoch: fullMoon).weekday % 7)
}

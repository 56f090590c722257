public import Domain

/// Reads an HTTP date (RFC 9110 §5.6.7) in any of its three forms.
public func httpDate(_ text: String) -> Timestamp? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" || $0 == "\t" }.map(String.init)
    // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT` differ only in the year's length;
    // asctime writes `Sun Nov  6 08:49:37 1994`.
    let isASCTime = words.count == 5 && words[3].contains(":")
    guard words.count == 6 && words[5] == "GMT" || isASCTime else { return nil }
    let (day, month, year, clock) =
        isASCTime ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = clock.split(separator: ":").map { number(String($0)) }
    guard let dayNumber = number(day), let monthIndex = months.firstIndex(of: month), var yearNumber = number(year),
        time.count == 3, let hour = time[0], let minute = time[1], let second = time[2],
        hour < 24, minute < 60, second <= 60
    else { return nil }
    // Two digits: this century or the last, whichever is not more than 50 years ahead; fixed, for there is no clock here.
    if year.utf8.count == 2 { yearNumber += yearNumber < 77 ? 2000 : 1900 }
    guard let date = CivilDate(year: yearNumber, month: monthIndex + 1, day: dayNumber) else { return nil }
    return Timestamp(seconds: date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second))
}

/// One to four digits and nothing else.
private func number(_ text: String) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
}

extension DateTime {
    /// Reads a date in any of the forms that mails use. Nil if a part of it is missing, unknown or out of range.
    init?(parsing value: ByteView) {
        var parser = DateParser()
        var plain = ByteBuffer(capacity: 500)
        Self.appendWithoutComments(value, to: &plain)
        var cursor = FieldCursor(plain.view)
        for _ in 0..<24 {
            _ = cursor.take { $0 == .space || $0 == UInt8(ascii: ",") }
            parser.read(cursor.take { $0 != .space && $0 != UInt8(ascii: ",") })
        }
        guard let date = parser.date else { return nil }
        self = date
    }

    /// Comments become blanks; white space around colons goes (RFC 5322 §4.3). No date needs more than 500 bytes.
    private static func appendWithoutComments(_ value: ByteView, to plain: inout ByteBuffer) {
        var cursor = FieldCursor(value)
        while plain.count < 500, let byte = cursor.peek() {
            if byte == UInt8(ascii: "(") || byte.isWhiteSpace {
                cursor.skipComments()
                let isInTime = plain.view.last == UInt8(ascii: ":") || cursor.peek() == UInt8(ascii: ":")
                if !isInTime { plain.append(.space) }
            } else {
                plain.append(byte)
                cursor.advance()
            }
        }
    }
}

/// Collects the parts of a date, word by word, in whatever order they come.
struct DateParser {
    private var year: Int?
    private var month: Int?
    private var day: Int?
    private var time: (hour: Int, minute: Int, second: Int)?
    private var isAfternoon: Bool?
    private var offset: Int?
    private var namedOffset: Int?
    private var isBroken = false

    /// What the words made, if it is a date that exists. A leap second counts as the second behind it.
    var date: DateTime? {
        guard !isBroken, let year, let month, let day, (1...9999).contains(year), (1...12).contains(month) else {
            return nil
        }
        guard day >= 1, day <= Self.days(in: month, of: year) else { return nil }
        var (hour, minute, second) = time ?? (0, 0, 0)
        if let isAfternoon, hour <= 12 { hour = hour % 12 + (isAfternoon ? 12 : 0) }
        guard hour < 24 || hour == 24 && minute == 0 && second == 0, minute < 60, second <= 60 else { return nil }
        let offset = offset ?? namedOffset ?? 0
        let days = ClockReading.daysSinceEpoch(year: year, month: month, day: day)
        let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - Int64(offset) * 60
        return DateTime(secondsSinceEpoch: seconds, offsetMinutes: offset)
    }

    /// Reads one word without white space and commas.
    mutating func read(_ word: ByteView) {
        guard let first = word.first else { return }
        if first.isDigit {
            readNumber(word)
        } else if first.isLetter {
            readName(word)
        } else if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
            readOffset(word)
        }
    }

    // MARK: - Words that start with a digit

    private mutating func readNumber(_ word: ByteView) {
        var cursor = FieldCursor(word)
        let digits = cursor.take(while: \.isDigit)
        switch cursor.peek() {
        case nil:
            place(digits)
        case UInt8(ascii: ":"):
            readTime(word)
        case UInt8(ascii: "."):
            if time == nil, word.filter({ $0 == UInt8(ascii: ".") }).count == 2 {
                readTime(word)
            } else {
                place(digits)
            }
        case UInt8(ascii: "-"), UInt8(ascii: "/"):
            readJoinedDate(word, firstDigits: digits)
        case let byte? where byte.isLetter:
            // `10PM`, `1st`, `20250701T105237Z`.
            if digits.count == 8, byte == UInt8(ascii: "T") {
                readCompact(word, digits)
            } else {
                readGlued(digits, cursor)
            }
        default:
            place(digits)
        }
    }

    private mutating func place(_ digits: ByteView) {
        guard let number = Self.number(digits) else { return }
        if digits.count <= 2, day == nil {
            day = number
        } else if year == nil {
            year = Self.year(number, digits: digits.count)
        }
    }

    private mutating func readGlued(_ digits: ByteView, _ cursor: FieldCursor) {
        place(digits)
        read(cursor.bytes.view(cursor.position..<cursor.bytes.count))
    }

    /// `hh:mm`, `hh:mm:ss`, with dots too, with a fraction, with a zone or AM and PM behind it.
    private mutating func readTime(_ word: ByteView) {
        guard time == nil else { return }
        var cursor = FieldCursor(word)
        var numbers: [Int] = []
        while numbers.count < 3 {
            guard let number = Self.number(cursor.take(while: \.isDigit)) else { break }
            numbers.append(number)
            guard cursor.peek() == UInt8(ascii: ":") || cursor.peek() == UInt8(ascii: "."), numbers.count < 3 else {
                break
            }
            cursor.advance()
        }
        guard numbers.count >= 2 else {
            isBroken = true
            return
        }
        time = (numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
        if numbers.count == 3, cursor.peek() == UInt8(ascii: ".") {
            cursor.advance()
            _ = cursor.take(while: \.isDigit)
        }
        let rest = cursor.bytes.view(cursor.position..<cursor.bytes.count)
        if let first = rest.first, !first.isDigit { read(rest) }
    }

    /// `2025-07-01`, `2025-07-01T10:52:37Z`, `1-Jul-2025`.
    private mutating func readJoinedDate(_ word: ByteView, firstDigits: ByteView) {
        var cursor = FieldCursor(word)
        if firstDigits.count == 4 {
            year = Self.number(firstDigits)
            cursor.position = 5
            month = Self.number(cursor.take(while: \.isDigit))
            cursor.advance()
            day = Self.number(cursor.take(while: \.isDigit))
            if cursor.peek()?.lowercased == UInt8(ascii: "t") { cursor.advance() }
            let rest = word.view(cursor.position..<word.count)
            if !rest.isEmpty { readTime(rest) }
            return
        }
        let pieces = word.split(whereSeparator: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") })
        guard pieces.count == 3, let name = pieces[1].first, name.isLetter else {
            // `07/01/2025` has two readings.
            isBroken = true
            return
        }
        for piece in pieces { read(ByteView(rebasing: piece)) }
    }

    private mutating func readCompact(_ word: ByteView, _ digits: ByteView) {
        year = Self.number(digits.view(0..<4))
        month = Self.number(digits.view(4..<6))
        day = Self.number(digits.view(6..<8))
        var cursor = FieldCursor(word)
        cursor.position = 9
        let clock = cursor.take(while: \.isDigit)
        guard clock.count == 6 || clock.count == 4, let hour = Self.number(clock.view(0..<2)),
            let minute = Self.number(clock.view(2..<4))
        else {
            isBroken = true
            return
        }
        time = (hour, minute, Self.number(clock.view(4..<6)) ?? 0)
        read(word.view(cursor.position..<word.count))
    }

    // MARK: - Names and zones

    private mutating func readName(_ word: ByteView) {
        var cursor = FieldCursor(word)
        let name = cursor.take(while: \.isLetter)
        let code = Self.code(name)
        let rest = word.view(cursor.position..<word.count)
        let hasOffset = rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-")
        if time == nil || month == nil, let number = Self.months.firstIndex(of: code).map({ $0 + 1 }) {
            if month == nil { month = number }
            // `Jul-1-2025` and the like.
            if !rest.isEmpty { read(rest.view(1..<rest.count)) }
        } else if name.equalsFolded("am") || name.equalsFolded("pm") {
            if time != nil { isAfternoon = name.equalsFolded("pm") }
        } else if time != nil, !Self.weekdays.contains(code) || hasOffset {
            if namedOffset == nil {
                namedOffset = name.count == 3 ? Self.zones.first { $0.code == code }?.minutes ?? 0 : 0
            }
            if hasOffset { readOffset(rest) }
        } else if month == nil, day != nil, name.count >= 3, !Self.weekdays.contains(code) {
            isBroken = true
        }
    }

    /// `+0200`, `+02:00`, `+2:00`, `+2`. More than 14 hours is no offset.
    private mutating func readOffset(_ word: ByteView) {
        guard offset == nil, time != nil, let sign = word.first else { return }
        var cursor = FieldCursor(word)
        cursor.advance()
        let digits = cursor.take(while: \.isDigit)
        var hours = 0
        var minutes = 0
        if cursor.skip(UInt8(ascii: ":")) {
            hours = Self.number(digits) ?? 99
            minutes = Self.number(cursor.take(while: \.isDigit)) ?? 0
        } else if digits.count <= 2 {
            guard let number = Self.number(digits) else { return }
            hours = number
        } else if digits.count <= 4, let number = Self.number(digits) {
            hours = number / 100
            minutes = number % 100
        } else {
            return
        }
        guard minutes < 60, hours * 60 + minutes <= 14 * 60 else { return }
        offset = (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    // MARK: - Tables

    /// At most nine digits; nil if there are none or more.
    private static func number(_ digits: ByteView) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    }

    private static func year(_ number: Int, digits: Int) -> Int {
        switch digits {
        case 1, 2: number < 50 ? 2000 + number : 1900 + number
        case 3: 1900 + number
        default: number
        }
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The first three letters of a name, whatever their case; 0 of a shorter one.
    private static func code(_ name: ByteView) -> UInt32 {
        guard name.count >= 3 else { return 0 }
        return UInt32(name[0].lowercased) << 16 | UInt32(name[1].lowercased) << 8 | UInt32(name[2].lowercased)
    }

    private static func codes(_ names: [String]) -> [UInt32] {
        names.map { Array($0.utf8).withUnsafeBufferPointer(code) }
    }

    private static let months = codes([
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ])
    private static let weekdays = codes(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    /// Minutes east of UTC of the zones that RFC 5322 §4.3 names; any other name says nothing.
    private static let zones: [(code: UInt32, minutes: Int)] = Array(
        zip(
            codes(["est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt"]),
            [-300, -240, -360, -300, -420, -360, -480, -420]))
}

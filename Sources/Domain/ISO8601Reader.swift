/// Reads one ISO 8601 instant from ASCII; the grammar is stated at ``Timestamp/init(iso8601:)``.
struct ISO8601Reader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Milliseconds since the epoch, or nil if the text is no instant.
    mutating func read() -> Int64? {
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
            let date = CivilDate(year: year, month: month, day: day), skip("T") || skip("t") || skip(" "),
            let hour = number(2), hour <= 24, skip(":"), let minute = number(2), minute < 60
        else { return nil }
        var second = 0
        var fraction = 0
        if skip(":") {
            guard let value = number(2), value <= 60 else { return nil }
            second = value
            if skip(".") || skip(",") { fraction = milliseconds() }
        }
        guard let offset = zone(), position == bytes.count else { return nil }
        let local = date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        return (local - Int64(offset)) * 1000 + Int64(fraction)
    }

    /// Seconds east of UTC.
    private mutating func zone() -> Int? {
        if position == bytes.count || skip("Z") || skip("z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2) else { return nil }
        _ = skip(":")
        return sign * (hours * 3600 + (number(2) ?? 0) * 60)
    }

    /// Fraction digits behind the point; digits behind the third are cut.
    private mutating func milliseconds() -> Int {
        var value = 0
        var scale = 100
        while position < bytes.count, let digit = digit(at: position) {
            value += digit * scale
            scale /= 10
            position += 1
        }
        return value
    }

    private mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for index in position..<position + width {
            guard let digit = digit(at: index) else { return nil }
            value = value * 10 + digit
        }
        position += width
        return value
    }

    private func digit(at index: Int) -> Int? {
        (0x30...0x39).contains(bytes[index]) ? Int(bytes[index] - 0x30) : nil
    }

    private mutating func skip(_ character: Character) -> Bool {
        guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
        position += 1
        return true
    }
}

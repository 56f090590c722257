extension ValueKind where Value == Duration {
    /// A time with its unit: `"24h"`, `"90s"`, `"1h30m"`.
    static func duration(_ range: ClosedRange<Duration>) -> Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let duration = DurationText.parse(text) else {
                var mistake = Mistake.expected("a time with its unit such as \"90s\", \"15m\" or \"24h\"", found: node)
                if case .integer(let number) = node.value { mistake.message += "; write \"\(number)s\" for seconds" }
                throw mistake
            }
            guard range.contains(duration) else {
                let bounds = "\(DurationText.show(range.lowerBound)) to \(DurationText.show(range.upperBound))"
                throw Mistake("expected a time from \(bounds), found \"\(text)\"", at: node.place)
            }
            return duration
        } show: {
            tomlString(DurationText.show($0))
        }
    }
}

extension ValueKind where Value == Duration? {
    /// A time, or `"off"`.
    static func durationOrOff(_ range: ClosedRange<Duration>) -> Self {
        let kind = ValueKind<Duration>.duration(range)
        return ValueKind { node throws(Mistake) in
            if case .string("off") = node.value { return nil }
            return try kind.parse(node)
        } show: {
            $0.map(kind.show) ?? tomlString("off")
        }
    }
}

/// Durations as people write them.
enum DurationText {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// One or more numbers, each with one of the units d, h, m, s, ms in falling order; nil if it is none.
    static func parse(_ text: String) -> Duration? {
        var total: Int64 = 0
        var rest = text[...]
        var allowed = units[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            rest = rest[digits.endIndex...]
            let name = rest.prefix { $0.isLetter }
            rest = rest[name.endIndex...]
            guard digits.utf8.count <= 9, let number = Int64(digits),
                let index = allowed.firstIndex(where: { $0.name == name })
            else { return nil }
            total += number * units[index].milliseconds
            allowed = units[(index + 1)...]
        }
        return .milliseconds(total)
    }

    /// With one unit where that is exact: `90s`, `24h`.
    static func show(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        if milliseconds == 0 { return "0s" }
        // People write 60s, 90s, 24h and 48h: a larger unit is taken only for more than two of it.
        let unit = units.first { unit in
            milliseconds % unit.milliseconds == 0 && (milliseconds > 2 * unit.milliseconds || unit.name == "s")
        }
        guard let unit else { return "\(milliseconds)ms" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}

extension ValueKind where Value == Int {
    private static var sizeUnits: [(name: String, bytes: Int)] {
        [
            ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1024), ("KB", 1000),
            ("B", 1),
        ]
    }

    /// A size with its unit: `"10MB"` (1 MB = 1 000 000 bytes, 1 MiB = 1 048 576).
    static func size(_ range: ClosedRange<Int>) -> Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let bytes = parseSize(text) else {
                var mistake = Mistake.expected("a size with its unit such as \"10MB\"", found: node)
                if case .integer(let number) = node.value { mistake.message += "; write \"\(number)B\" for bytes" }
                throw mistake
            }
            guard range.contains(bytes) else {
                let bounds = "\(showSize(range.lowerBound)) to \(showSize(range.upperBound))"
                throw Mistake("expected a size from \(bounds), found \"\(text)\"", at: node.place)
            }
            return bytes
        } show: {
            tomlString(showSize($0))
        }
    }

    private static func parseSize(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let name = text[digits.endIndex...].drop { $0 == " " }
        guard digits.utf8.count <= 9, let number = Int(digits),
            let unit = sizeUnits.first(where: { $0.name.lowercased() == name.lowercased() })
        else { return nil }
        return number * unit.bytes
    }

    private static func showSize(_ bytes: Int) -> String {
        let unit = sizeUnits.first { bytes != 0 && bytes % $0.bytes == 0 }
        return unit.map { "\(bytes / $0.bytes)\($0.name)" } ?? "\(bytes)B"
    }
}

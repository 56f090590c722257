import Domain
import Routing

extension ValueKind where Value == Duration {
    /// Counted time: whole seconds from one second to 60 days.
    static var counted: Self {
        let kind = ValueKind.duration(.seconds(1) ... .seconds(60 * 86_400))
        return ValueKind { node throws(Mistake) in
            let duration = try kind.parse(node)
            guard duration.components.attoseconds == 0 else { throw .expected("whole seconds", found: node) }
            return duration
        } show: {
            kind.show($0)
        }
    }
}

extension ValueKind where Value == TimeZoneRules {
    static func timeZone(_ zones: any TimeZoneSource) -> Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let name) = node.value else {
                throw .expected("a time zone such as \"Europe/Berlin\"", found: node)
            }
            guard let rules = zones.rules(named: name) else {
                let names = zones.names
                let hint = Suggestion.hint(for: name, among: names)
                let cure = names.isEmpty ? "; the package tzdata brings them" : hint
                throw Mistake("unknown time zone \(node.description)\(cure)", at: node.place)
            }
            return rules
        } show: {
            tomlString($0.name)
        }
    }
}

extension ValueKind where Value == HolidayRegion {
    static var holidayRegion: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let code) = node.value, let region = HolidayRegion(code) else {
                var mistake = Mistake.expected("a region such as \"DE\" or \"DE-NW\"", found: node)
                if case .string(let code) = node.value {
                    mistake.message += Suggestion.hint(for: code, among: HolidayRegion.codes)
                }
                throw mistake
            }
            return region
        } show: {
            tomlString($0.code)
        }
    }
}

extension ValueKind where Value == ClosingDay {
    static var closingDay: Self {
        ValueKind { node throws(Mistake) in
            if case .date(let date) = node.value { return .once(date) }
            guard case .string(let text) = node.value, let day = ClosingDay(text) else {
                throw .expected("a day such as \"2026-12-24\", \"12-24\" or \"easter+39\"", found: node)
            }
            return day
        } show: {
            tomlString($0.description)
        }
    }
}

extension ValueKind where Value == ClockTime {
    static var clockTime: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let time = ClockTime(text) else {
                throw .expected("a time of day such as \"09:00\"", found: node)
            }
            return time
        } show: {
            tomlString($0.description)
        }
    }
}

extension ValueKind where Value == [Weekday: [DayWindow]] {
    /// `{ mon = ["09:00-12:00", "13:00-17:00"], … }`
    static var windows: Self {
        ValueKind { node throws(Mistake) in
            guard case .table(let fields) = node.value, !fields.isEmpty else {
                throw .expected("windows such as { mon = [\"09:00-17:00\"] }", found: node)
            }
            var windows: [Weekday: [DayWindow]] = [:]
            for (key, field) in fields.sorted(by: { $0.key < $1.key }) {
                guard let day = Weekday(rawValue: key) else {
                    let hint = Suggestion.hint(for: key, among: Weekday.allCases.map(\.rawValue))
                    throw Mistake(
                        "unknown day \"\(key)\"\(hint.isEmpty ? "; days are mon to sun" : hint)", at: field.keyPlace)
                }
                let today = try ValueKind<[DayWindow]>.list(of: .window).parse(field)
                for (index, window) in today.enumerated() where today[..<index].contains(where: window.overlaps) {
                    throw Mistake("the window \(window) overlaps another of the same day", at: field.place)
                }
                windows[day] = today
            }
            guard windows.values.contains(where: { !$0.isEmpty }) else {
                throw .expected("at least one window", found: node)
            }
            return windows
        } show: { windows in
            let days = windows.sorted { $0.key < $1.key }.map { day, today in
                "\(day.rawValue) = \(ValueKind<[DayWindow]>.list(of: .window).show(today))"
            }
            return "{ \(days.joined(separator: ", ")) }"
        }
    }
}

extension ValueKind where Value == DayWindow {
    static var window: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let window = DayWindow(text) else {
                throw .expected("a window such as \"09:00-17:00\" that ends on the same day", found: node)
            }
            return window
        } show: {
            tomlString($0.description)
        }
    }
}

extension ValueKind where Value == String {
    /// BCP 47, as far as it looks like one.
    static var languageTag: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value,
                let first = text.split(separator: "-", omittingEmptySubsequences: false).first,
                (2...3).contains(first.utf8.count), text.utf8.count <= 35,
                text.utf8.allSatisfy({ $0 == 0x2D || $0 < 0x80 && Character(Unicode.Scalar($0)).isLetter })
            else { throw .expected("a language such as \"de\" or \"de-AT\"", found: node) }
            return text
        } show: {
            tomlString($0)
        }
    }
}
